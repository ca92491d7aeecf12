using Registry.Verify;

return await VerifyCommand.RunAsync(args, Console.Out, Console.Error);

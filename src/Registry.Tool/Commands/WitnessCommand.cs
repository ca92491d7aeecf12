using System.CommandLine;
using System.Net;
using Registry.AccessLog;
using Registry.Tool.Embedded;
using Registry.Tool.Witnesses;

namespace Registry.Tool.Commands;

/// <summary>`witness`: a server that cosigns checkpoints of the logs it follows, for whoever does not want to trust their operator.</summary>
internal static class WitnessCommand
{
    public static Command Build()
    {
        var key = new Option<string>("--key") { Description = "File of the witness's key, mode 0600; made at the first start.", Required = true, HelpName = "FILE" };
        var state = new Option<string>("--state") { Description = "Folder of what was cosigned; made at the first start. Never restore it from a backup: a witness that forgets cosigns a rewritten log.", Required = true, HelpName = "DIR" };
        var logs = new Option<string>("--logs") { Description = "File of the logs to follow: one verifier key a line, every key of a log. # begins a comment.", Required = true, HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Name of the witness, for the first start alone, e.g. witness.example/inspectorate." };
        var listen = new Option<string>("--listen") { Description = "Address and port; port 0 takes a free one.", DefaultValueFactory = _ => "127.0.0.1:7380" };
        var certificate = new Option<string?>("--certificate") { Description = "PKCS#12 file of the server's certificate; without it clear text, for loopback or behind a proxy.", HelpName = "FILE" };
        var command = new Command("witness", "Cosigns checkpoints of access logs over HTTP (c2sp.org/tlog-witness), each only if it continues the one before. Runs until it gets SIGTERM.")
        {
            key, state, logs, name, listen, certificate,
        };
        command.SetAction((parsed, cancel) => Run(
            parsed.GetValue(key)!, parsed.GetValue(state)!, parsed.GetValue(logs)!, parsed.GetValue(name), parsed.GetValue(listen)!, parsed.GetValue(certificate), cancel));
        return command;
    }

    private static async Task<int> Run(string keyFile, string state, string logsFile, string? name, string listen, string? certificate, CancellationToken cancel)
    {
        // Signals are listened to once the command first waits: before it touches anything.
        await Task.Yield();
        if (!IPEndPoint.TryParse(listen, out var address))
            throw new CommandFailedException("--listen: an address with a port is expected, e.g. 127.0.0.1:7380");
        if (certificate is not null && !File.Exists(certificate))
            throw new CommandFailedException("--certificate: the file does not exist");

        var logs = Logs(logsFile);
        using var key = Key(keyFile, state, name);
        using var witness = Witness.Open(state, key.Signer, logs);
        try
        {
            await using var server = await WitnessServer.Start(witness, address, certificate, cancel);
            var url = server.Address.AbsoluteUri;
            Console.WriteLine($"ready http={server.Address.Authority} logs={logs.Origins.Count}");
            Console.WriteLine($"line for a policy: witness {key.Signer.Key.Name} {key.Signer.Key} {url}");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return 0;
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException("--listen: the port is in use; name another one, or 0 for a free one");
        }
    }

    private static WitnessedLogs Logs(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > WitnessedLogs.MaxBytes)
            throw new CommandFailedException("--logs: a file with one verifier key a line is expected");
        try
        {
            return WitnessedLogs.Parse(File.ReadAllBytes(file));
        }
        catch (FormatException wrong)
        {
            throw new CommandFailedException($"--logs: {wrong.Message}");
        }
    }

    private static WitnessKey Key(string file, string state, string? name)
    {
        var remembers = Directory.Exists(state) && Directory.EnumerateFileSystemEntries(state).Any();
        if (File.Exists(file))
            return remembers
                ? WitnessKey.Load(file)
                : throw new CommandFailedException($"--state: {state} is empty, but the key {file} is not new. A witness that has forgotten cosigns a rewritten log: bring the folder back as it was, or begin a new witness with a new key");
        if (remembers)
            throw new CommandFailedException($"--key: {file} does not exist, but {state} is the memory of a witness; bring its key back, or name an empty folder for a new witness");
        return WitnessKey.Create(file, state, name ?? throw new CommandFailedException("--name: a name is expected at the first start, e.g. witness.example/inspectorate"));
    }
}

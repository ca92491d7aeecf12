using System.CommandLine;
using Registry.Domain.Law;
using Registry.Tool.Commands;
using Registry.Tool.Embedded;

namespace Registry.Tool.Demo;

/// <summary>`demo`: starts a registry of its own, plays cases, verifies the log, stops.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var names = new Argument<string[]>("NAME") { Description = "Cases to play, one after the other on one registry: see --list. Without a name border-return; all plays every one.", Arity = ArgumentArity.ZeroOrMore };
        var data = new Option<string?>("--data") { Description = "A new directory to work in, and to keep; without it the demo cleans up after itself.", HelpName = "DIR" };
        var list = new Option<bool>("--list") { Description = "Names the cases and what happens in them, and plays none." };
        var command = new Command("demo", "Plays cases of deploy/demo against a registry of its own. Exit code 0 only when every expectation held.") { names, data, list };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(names)!, parsed.GetValue(data), parsed.GetValue(list), cancel));
        return command;
    }

    private static async Task<int> Run(string[] names, string? data, bool list, CancellationToken cancel)
    {
        var law = LawTables.Load();
        var shelf = ScenarioShelf.Find(AppContext.BaseDirectory)
            ?? throw new CommandFailedException("the demo runs from a checkout of the registry: deploy/demo was not found");
        if (list)
        {
            shelf.Print(law, Console.Out);
            return 0;
        }

        var scenarios = shelf.Read(names, law);
        if (data is null)
        {
            // The clusters' own user must be able to walk through; nobody needs to list.
            var folder = Directory.CreateTempSubdirectory("registry-demo-").FullName;
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
            try
            {
                return await Play(Path.Combine(folder, "data"), scenarios, law, cancel);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
            throw new CommandFailedException($"{data} is not empty: the demo starts from the first day of a registry; name a new directory");
        return await Play(data, scenarios, law, cancel);
    }

    private static async Task<int> Play(string data, IReadOnlyList<Scenario> scenarios, LawTables law, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("starting a registry ...");
        var apart = DataDirectory.OpenOrCreate(data).KeysFit;
        var options = new EmbeddedOptions { LawDate = scenarios[0].LawDate, KeysProcess = apart, Administrators = AgencyCommand.DevelopmentAdministrators };
        await using var registry = await EmbeddedRegistry.Start(data, options, cancel);
        if (registry.Keys is { } keys)
            await Console.Error.WriteLineAsync($"keys are released by process {keys.ProcessId}, against lines that it reads in the log itself");
        var host = new EmbeddedDemoHost(registry, Path.Combine(data, "demo"), Verify, TimeProvider.System);
        var code = 0;
        foreach (var scenario in scenarios)
            code = Math.Max(code, await DemoPlayer.Play(host, scenario, law, Console.Out, TimeProvider.System));
        return code;
    }

    private static async Task<(int ExitCode, string Output)> Verify(string[] args)
    {
        var (code, output, error) = await VerifyProgram.Run(args, CancellationToken.None);
        return (code, code is 0 or 1 ? output : output + error);
    }
}

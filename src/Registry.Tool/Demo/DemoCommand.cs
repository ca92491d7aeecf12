using System.CommandLine;
using Registry.Domain.Law;
using Registry.Tool.Commands;
using Registry.Tool.Embedded;

namespace Registry.Tool.Demo;

/// <summary>`demo`: starts a registry of its own, plays the case, verifies the log, stops.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var data = new Option<string?>("--data") { Description = "A new directory to work in, and to keep; without it the demo cleans up after itself.", HelpName = "DIR" };
        var command = new Command("demo", "Plays the case of deploy/demo/border-return.json against a registry of its own. Exit code 0 only when every expectation held.") { data };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(data), cancel));
        return command;
    }

    private static async Task<int> Run(string? data, CancellationToken cancel)
    {
        var root = RepositoryRoot();
        var law = LawTables.Load();
        var scenario = ScenarioFile.Read(await File.ReadAllTextAsync(Path.Combine(root, "deploy", "demo", "border-return.json"), cancel), law);
        if (data is null)
        {
            // The clusters' own user must be able to walk through; nobody needs to list.
            var folder = Directory.CreateTempSubdirectory("registry-demo-").FullName;
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
            try
            {
                return await Play(Path.Combine(folder, "data"), scenario, law, cancel);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
            throw new CommandFailedException($"{data} is not empty: the demo starts from the first day of a registry; name a new directory");
        return await Play(data, scenario, law, cancel);
    }

    private static async Task<int> Play(string data, Scenario scenario, LawTables law, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("starting a registry ...");
        var apart = DataDirectory.OpenOrCreate(data).KeysFit;
        await using var registry = await EmbeddedRegistry.Start(data, new EmbeddedOptions { LawDate = scenario.LawDate, KeysProcess = apart }, cancel);
        if (registry.Keys is { } keys)
            await Console.Error.WriteLineAsync($"keys are released by process {keys.ProcessId}, against lines that it reads in the log itself");
        var host = new EmbeddedDemoHost(registry, Path.Combine(data, "demo"), Verify, TimeProvider.System);
        return await DemoPlayer.Play(host, scenario, law, Console.Out, TimeProvider.System);
    }

    private static async Task<(int ExitCode, string Output)> Verify(string[] args)
    {
        var (code, output, error) = await VerifyProgram.Run(args, CancellationToken.None);
        return (code, code is 0 or 1 ? output : output + error);
    }

    private static string RepositoryRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "deploy", "demo", "border-return.json")))
                return at.FullName;
        throw new CommandFailedException("the demo runs from a checkout of the registry: deploy/demo/border-return.json was not found");
    }
}

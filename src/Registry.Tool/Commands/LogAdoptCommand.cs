using System.CommandLine;
using Registry.Server.Hosting;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`log adopt`: goes on with a log whose high-water mark is lost for good.</summary>
internal static class LogAdoptCommand
{
    private const int LongestReason = 500;

    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry, which must not be running.");
        var because = new Option<string>("--because") { Description = "Why this log is the true one, for inspectors; it is written into the log.", Required = true, HelpName = "TEXT" };
        var command = new Command("adopt", "Takes a log whose high-water mark is lost for the true one, and writes a line that says so. Read deploy/runbooks/log-mark-lost.md first.") { data, because };
        command.SetAction(async (parsed, cancel) =>
        {
            var reason = parsed.GetValue(because)!.Trim();
            if (reason.Length is 0 or > LongestReason)
                throw new CommandFailedException($"--because: a reason of 1 to {LongestReason} characters is expected");
            var directory = DataDirectory.Open(parsed.GetValue(data)!);
            await using var clusters = await EmbeddedClusters.Own(directory, durable: true, cancel);
            var (entries, unasked) = await Adoption.Run(EmbeddedRegistry.ServerOptionsOf(directory, clusters, new EmbeddedOptions()), reason, cancel);
            foreach (var witness in unasked)
                await Console.Error.WriteLineAsync($"note: a witness could not be asked what it keeps of this log: {witness}");
            Console.WriteLine($"adopted {entries} entries, the last of which says so");
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using Npgsql;
using Registry.Server.Audit;
using Registry.Store.Log;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`log export` and `log proof`: the access log for those who check it without trusting the operator.</summary>
internal static class LogCommand
{
    public static Command Build() => new("log", "The access log, for those who check it.") { Export(), Proof(), LogKitCommand.Build(), LogAdoptCommand.Build(), LogShredCommand.Build() };

    private static Command Export()
    {
        var data = Shared.Data("Directory of the registry.");
        var target = new Option<string>("--out") { Description = "Directory to write; resumed where it holds an older export.", Required = true, HelpName = "DIR" };
        var asStored = new Option<bool>("--as-stored") { Description = "Takes over what the database holds now without checking it, into a new directory: evidence in which registry-verify names what was changed. Not for publication." };
        var command = new Command("export", "Writes the log as static files (c2sp.org/tlog-tiles) with its encrypted records and a policy file; check them with registry-verify.") { data, target, asStored };
        command.SetAction(async (parsed, cancel) =>
        {
            var (head, unsigned) = await LogExport.Write(
                DataDirectory.Open(parsed.GetValue(data)!), parsed.GetValue(target)!, parsed.GetValue(asStored), new ProgressLine("exported"), cancel);
            Console.WriteLine($"exported {head.Size} entries, root {head.Root.ToBase64()}");
            if (unsigned > 0)
                await Console.Error.WriteLineAsync(
                    $"note: {unsigned} newer entries are not signed yet, or not yet cosigned by the quorum of the policy, and not in this export. A running registry signs within a second: export again. "
                    + "Where none runs, start it once with: registryctl up");
            return 0;
        });
        return command;
    }

    private static Command Proof()
    {
        var data = Shared.Data("Directory of the registry.");
        var record = new Option<string>("--record") { Description = "Id of the record, as the trailer registry-record-id gave it.", Required = true, HelpName = "ID" };
        var target = new Option<string>("--out") { Description = "File to write.", Required = true, HelpName = "FILE" };
        var command = new Command("proof", "Writes the proof of one line (c2sp.org/tlog-proof); it shows that the line stands, and nothing of what it says.") { data, record, target };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Guid.TryParseExact(parsed.GetValue(record), "D", out var id))
                throw new CommandFailedException("--record: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected");
            var directory = DataDirectory.Open(parsed.GetValue(data)!);
            await using var clusters = await EmbeddedClusters.Use(directory, cancel);
            await using var source = NpgsqlDataSource.Create(clusters.LogReader);
            var log = new LogReader(source);
            var found = await log.Find(id, cancel) ?? throw new CommandFailedException("the log has no record with this id");
            await File.WriteAllTextAsync(parsed.GetValue(target)!, await Proof(directory, log, found, cancel), cancel);
            Console.WriteLine($"proof of entry {found.Index} written");
            return 0;
        });
        return command;
    }

    private static async Task<string> Proof(DataDirectory directory, LogReader log, LogRecord found, CancellationToken cancel)
    {
        try
        {
            await LogExport.Publish(directory, log, cancel);
            return await new LogProofs(new PublishedLog(directory.PublishedLog), TimeProvider.System).Of(found, cancel);
        }
        catch (TimeoutException)
        {
            throw new CommandFailedException($"entry {found.Index} is not signed yet; a running registry signs within a second, so start it once with: registryctl up");
        }
    }
}

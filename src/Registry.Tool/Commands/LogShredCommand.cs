using System.CommandLine;
using System.Globalization;
using Npgsql;
using Registry.Server.Erasing;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`log shred`: destroys the keys of old lines under a written policy; the lines and their proofs stay.</summary>
internal static class LogShredCommand
{
    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry, running or not.");
        var file = new Option<string>("--policy") { Description = "The written policy, as JSON; it goes into the log as it is.", Required = true, HelpName = "FILE" };
        var before = new Option<string?>("--before") { Description = "Only lines of before this day (UTC); else all that the policy lets go.", HelpName = "DATE" };
        var dry = new Option<bool>("--dry-run") { Description = "Says what would be shredded, and changes nothing." };
        var command = new Command("shred", "Destroys the keys of old lines under a written policy, after a line that says so. Lines and proofs stay. Read deploy/runbooks/log-shred.md first.") { data, file, before, dry };
        command.SetAction(async (parsed, cancel) =>
        {
            var (policy, day) = (await Read(parsed.GetValue(file)!, cancel), Day(parsed.GetValue(before)));
            var directory = DataDirectory.Open(parsed.GetValue(data)!);
            await using var clusters = await EmbeddedClusters.Use(directory, cancel);
            await using var erasure = new Erasure(EmbeddedRegistry.ServerOptionsOf(directory, clusters, new EmbeddedOptions()), clusters.LogEraser);
            try
            {
                var scope = await erasure.Scope(policy, day, cancel);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"policy {policy.Id} (sha256 {policy.Hash}): {scope.Epochs.Count} audit epochs of before {scope.Before:yyyy-MM-dd}, {scope.Lines} lines{(scope.Lines == 0 ? "" : $" between index {scope.First} and {scope.Last}")}"));
                if (parsed.GetValue(dry))
                    return 0;
                var shredded = await erasure.Run(policy, day, cancel);
                await Sweep(clusters.Superuser, cancel);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"destroyed the keys of {shredded.Keys} audit epochs. Backups and exports of before still hold them: see deploy/runbooks/log-shred.md"));
                foreach (var held in shredded.Held)
                    await Console.Error.WriteLineAsync($"registryctl: {held}");
                return shredded.Held.Count == 0 ? 0 : ExitCode.Failed;
            }
            catch (FormatException refused)
            {
                throw new CommandFailedException(refused.Message);
            }
        });
        return command;
    }

    private static async Task<RetentionPolicy> Read(string file, CancellationToken cancel)
    {
        try
        {
            return RetentionPolicy.Parse(await File.ReadAllBytesAsync(file, cancel), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        }
        catch (Exception unusable) when (unusable is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"--policy: {unusable.Message}");
        }
    }

    private static DateTimeOffset? Day(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new CommandFailedException("--before: a date as 2026-01-31 is expected");
    }

    // An updated row lies in its page until somebody sweeps.
    private static async Task Sweep(string superuser, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var command = source.CreateCommand("vacuum full access_log.audit_epoch");
        await command.ExecuteNonQueryAsync(cancel);
    }
}

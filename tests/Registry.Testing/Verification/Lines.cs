using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Log;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>A line of the log in the open.</summary>
/// <param name="Index">Leaf index.</param>
/// <param name="Id">Record id.</param>
/// <param name="Subject">Person, or the empty id.</param>
/// <param name="Content">Who, what for, what was decided.</param>
/// <param name="Justification">The caller's words, or null.</param>
internal sealed record OpenedLine(long Index, Guid Id, Guid Subject, AccessRecord Content, string? Justification);

/// <summary>Reads the log with the inspectorate's key, straight from the database.</summary>
internal static class Lines
{
    /// <summary>All lines from an index on that were not shredded, in order.</summary>
    public static async Task<IReadOnlyList<OpenedLine>> Of(RunningRegistry registry, long from = 0)
    {
        var log = registry.Service<LogReader>();
        var inspectorate = registry.Service<LocalAuditKey>();
        using var opener = new RecordOpener();
        var lines = new List<OpenedLine>();
        var erased = await log.ErasedEpochs(CancellationToken.None);
        await foreach (var record in log.Records(from, long.MaxValue))
        {
            if (erased.Contains(record.AuditEpoch))
                continue;
            if (!opener.Holds(record.AuditEpoch))
                opener.Add(record.AuditEpoch, inspectorate.Unwrap((await log.AuditEpoch(record.AuditEpoch, CancellationToken.None))!));
            var stored = record.Stored;
            var opened = opener.Open(
                stored.Id, new SealedRecord(stored.Actor.ToArray(), stored.Justification.ToArray(), stored.Subject.ToArray(), record.AuditEpoch));
            lines.Add(new OpenedLine(
                record.Index, stored.Id, opened.Subject, AccessRecord.Parse(opened.Actor),
                opened.Justification is { } words ? System.Text.Encoding.UTF8.GetString(words) : null));
        }

        return lines;
    }

    /// <summary>Number of lines so far. What earlier acts owe is written first, where the log takes lines: it would stand among those of what follows.</summary>
    public static async Task<long> Count(RunningRegistry registry)
    {
        for (var waited = 0; waited < 40 && (long)(await registry.Tamper("select count(*) from registry.outbox"))! > 0; waited++)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        return (long)(await registry.Tamper("select count(*) from access_log.record"))!;
    }
}

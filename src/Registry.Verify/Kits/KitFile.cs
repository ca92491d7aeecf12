using Registry.AccessLog;
using Registry.Verify.Evidence;
using Registry.Verify.Exports;
using Registry.Verify.Records;

namespace Registry.Verify.Kits;

/// <summary>Collects the lines that are asked for, and writes them as a kit.</summary>
/// <param name="proofs">Makes the lines provable.</param>
/// <param name="policy">The policy under which the log was verified; it goes into the kit.</param>
/// <param name="wanted">Ids that must all be found; empty where the question was another.</param>
/// <param name="file">Where it goes.</param>
internal sealed class KitFile(RecordProofs proofs, LogPolicy policy, IReadOnlySet<Guid> wanted, NewFile file) : ILineSink
{
    private readonly List<OpenedRecord> records = [];

    public async Task<Func<Task>> Prepare(IReadOnlyList<OpenLine> lines, CancellationToken cancel)
    {
        var proven = lines.Count == 0 ? [] : await proofs.Of(lines, cancel);
        return () =>
        {
            records.AddRange(proven.Select(line => line.Record));
            return records.Count <= Kit.Most ? Task.CompletedTask : throw new UnusableException($"A kit holds {Kit.Most} records at most: ask for fewer.");
        };
    }

    public async Task<string?> Complete()
    {
        if (wanted.Except(records.Select(record => record.Stored.Id)).ToList() is { Count: > 0 } missing)
            throw new UnusableException($"The log has no record with the id {missing[0]} that opens and answers the question: no kit was written. A record that was shredded is named above.");
        if (records.Count == 0)
            throw new UnusableException("No line answers the question: no kit was written.");
        var kit = new Kit(policy, records).Write();
        await file.Stream.WriteAsync(kit);
        return $"WRITTEN: a kit of {records.Count} records to '{await file.Keep()}'. A court checks it with: registry-verify kit FILE";
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}

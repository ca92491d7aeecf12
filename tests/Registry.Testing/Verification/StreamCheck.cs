using Npgsql;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.Store.Keys;
using Registry.Store.Streams;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>
/// Every stream's MACs hold, every sealed field opens in its place, and folding the opened events gives the very bytes of the stored
/// record. Opens with receipts of its own, which only tests can make.
/// </summary>
internal sealed class StreamCheck(RunningRegistry registry)
{
    private static readonly HashSet<FieldClass> EveryClass = [.. Enum.GetValues<FieldClass>()];

    public async Task<IReadOnlyList<string>> Findings()
    {
        var findings = new List<string>();
        var claimed = new HashSet<Guid>();
        // Keys of its own: the server may hold none.
        await using var source = NpgsqlDataSource.Create(registry.Clusters.Keys);
        var table = new WrappedKeys(source);
        using var ring = await KeyRing.Open(new LocalKeyCustodian(registry.Directory.Custodian, "Development"), table, CancellationToken.None);
        using var keys = new SubjectKeys(ring, table, TimeProvider.System);
        foreach (var subject in await Ids("select subject_id from registry.subject"))
        {
            try
            {
                var stored = await registry.Service<SubjectRecords>().Load(subject, CancellationToken.None);
                claimed.UnionWith(stored.Streams.Keys);
                findings.AddRange(await Compare(stored, keys));
            }
            catch (Exception unopened) when (unopened is OpenFailedException or RecordTamperedException or FormatException)
            {
                findings.Add($"subject {subject}: its stored record does not open or does not fit its stream ({unopened.GetType().Name})");
            }
        }

        var streams = await Ids("select id from events.mt_streams");
        findings.AddRange(streams.Except(claimed).Select(stream => $"stream {stream} belongs to no subject"));
        return findings;
    }

    private async Task<IReadOnlyList<string>> Compare(SubjectRecord stored, SubjectKeys keys)
    {
        var findings = new List<string>();
        var subject = stored.State.Subject;
        var folded = SubjectRecord.Empty(subject);
        var receipt = new Receipt(Guid.NewGuid(), 0, 1, subject, EveryClass, TimeProvider.System.GetUtcNow().AddMinutes(1));
        using var released = await keys.Release(receipt, CancellationToken.None);
        foreach (var (stream, head) in stored.Streams)
        {
            var previous = "";
            var version = 0L;
            foreach (var happened in await registry.Service<Journal>().Read(stream, CancellationToken.None))
            {
                version++;
                if (happened.Version != version || !registry.Service<EventSealer>().IsChained(stream, happened, previous))
                    findings.Add($"stream {stream}: event {version} is not the one that was chained there");
                previous = happened.Mac;
                if (Fold(folded, stream, head.Type, happened, released) is { } next)
                    folded = next;
                else
                    findings.Add($"stream {stream}: event {version} does not open in its place");
            }

            if (version != head.Version || previous != head.Mac)
                findings.Add($"stream {stream}: the stored record knows version {head.Version} and another MAC than the stream's {version}");
        }

        if (!folded.ToBytes().AsSpan().SequenceEqual(stored.ToBytes()))
            findings.Add($"subject {subject}: the fold of its events is not its stored record");
        return findings;
    }

    /// <summary>The record after the event, or null when anything of it does not open in its place.</summary>
    private static SubjectRecord? Fold(SubjectRecord record, Guid stream, string type, SealedEvent happened, ReleasedKeys keys)
    {
        try
        {
            var (stored, content) = EventSealer.Open(record.State.Subject, keys, stream, happened);
            var next = EventSealer.Replay(record, stream, type, stored, content, out _);
            foreach (var (path, slot) in next.Slots.Where(slot => slot.Value.EventId == happened.Id))
                Opener.Open(keys, slot.At(record.State.Subject, path), Sealed.FromBase64(slot.Value));
            return next;
        }
        catch (OpenFailedException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<Guid>> Ids(string sql)
    {
        await using var source = NpgsqlDataSource.Create(registry.Superuser);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await rows.ReadAsync())
            ids.Add(rows.GetGuid(0));
        return ids;
    }
}

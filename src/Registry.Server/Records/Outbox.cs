using System.Text.Json;
using Registry.Domain.History;
using Registry.Sealing;
using Registry.Store.Log;

namespace Registry.Server.Records;

/// <summary>
/// Outcome lines that are committed with their events and written to the log right after, also after a crash. Sealed while they wait.
/// </summary>
internal sealed class Outbox(RequestSeal seal)
{
    /// <summary>A row for the transaction of the events.</summary>
    public (Guid RecordId, byte[] Sealed) Owe(AccessRecord record, Guid subject)
    {
        var id = Guid.NewGuid();
        return (id, seal.Seal(LabelOf(id), JsonSerializer.SerializeToUtf8Bytes(new Owed(record, subject), DomainJson.Options)));
    }

    /// <summary>The line that a row owes.</summary>
    public Line Open(OutboxRow row, AccessRecorder recorder)
    {
        var owed = JsonSerializer.Deserialize<Owed>(seal.Open(LabelOf(row.RecordId), row.Sealed), DomainJson.Options)!;
        return recorder.Line(owed.Record, "", owed.Subject, new HashSet<Domain.Access.FieldClass>(), grant: false, row.RecordId) with
        {
            // It is owed already, and behind it wait those that others owe.
            Share = null,
        };
    }

    private static byte[] LabelOf(Guid recordId) => [.. "outbox"u8, .. recordId.ToByteArray(bigEndian: true)];

    private sealed record Owed(AccessRecord Record, Guid Subject);
}

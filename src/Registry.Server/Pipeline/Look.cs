using System.Collections.Immutable;
using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Subjects;

namespace Registry.Server.Pipeline;

/// <summary>A granted look at one subject: its line is on disk. Ends with the call, and the keys with it.</summary>
internal sealed class Look(
    SubjectRecord record, Facts facts, Decision decision, Receipt receipt, ReleasedKeys keys, ImmutableArray<SubjectState> same) : IDisposable
{
    public SubjectRecord Record { get; } = record;

    public SubjectState State => Record.State;

    /// <summary>What happened to her, with what other records of the same human being hide and bar.</summary>
    public Facts Facts { get; } = facts;

    /// <summary>The state with the other records of the same human being: what the law decides over.</summary>
    public SubjectState Deciding => State with { Elsewhere = same, Hiding = Facts.Measures };

    public Decision Decision { get; } = decision;

    public Receipt Receipt { get; } = receipt;

    public ReleasedKeys Keys { get; } = keys;

    public bool Permits(FieldClass fieldClass) => Decision.Permits(fieldClass);

    /// <summary>Opens the field at the path into the message when it is known and permitted; leaves the message alone otherwise.</summary>
    public void Merge(IMessage into, string path) => Merge(into, path, Record);

    /// <summary>The same of the record as it was at some time.</summary>
    public void Merge(IMessage into, string path, SubjectRecord record)
    {
        if (record.Slots.TryGetValue(path, out var slot) && Permits(slot.Class))
            into.MergeFrom(Opener.Open(Keys, slot.At(State.Subject, path), Sealed.FromBase64(slot.Value)));
    }

    public void Dispose() => Keys.Dispose();
}

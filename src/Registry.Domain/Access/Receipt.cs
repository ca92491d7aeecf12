namespace Registry.Domain.Access;

/// <summary>
/// The proof, inside this process, that a line about one person is on disk. Nothing is opened without one.
/// </summary>
/// <remarks>
/// Only the log writer makes receipts, after COMMIT (the constructor is internal and visible to Registry.Store alone). It is a
/// sealed class and not a record or struct, so that no <c>with</c> and no <c>default</c> can make one. It guards against
/// mistakes, not against a taken-over process: see SECURITY.md.
/// </remarks>
public sealed class Receipt
{
    internal Receipt(Guid recordId, long leafIndex, long treeSize, Guid subject, IReadOnlySet<FieldClass> classes, DateTimeOffset expires, ReadOnlyMemory<byte> opening = default)
    {
        RecordId = recordId;
        LeafIndex = leafIndex;
        TreeSize = treeSize;
        Subject = subject;
        Classes = classes;
        Expires = expires;
        Opening = opening;
    }

    /// <summary>Random id of the record in the access log.</summary>
    public Guid RecordId { get; }

    /// <summary>Index of the record's leaf, counted from 0.</summary>
    public long LeafIndex { get; }

    /// <summary>Size of the tree that the batch of this line made.</summary>
    public long TreeSize { get; }

    /// <summary>The one person (or announcement) that the line is about.</summary>
    public Guid Subject { get; }

    /// <summary>The field classes that were granted, and no others.</summary>
    public IReadOnlySet<FieldClass> Classes { get; }

    /// <summary>UTC; the receipt dies with its call, seconds after the line.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>Key of the line's subject part, for the process that releases keys; see <see cref="Secrecy.SealedRecord.Opening"/>.</summary>
    public ReadOnlyMemory<byte> Opening { get; }

    /// <summary>True while this receipt covers the class of the subject at <paramref name="now"/>.</summary>
    public bool Covers(Guid subject, FieldClass fieldClass, DateTimeOffset now) =>
        subject == Subject && now < Expires && Classes.Contains(fieldClass);
}

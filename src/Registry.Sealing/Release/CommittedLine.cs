namespace Registry.Sealing;

/// <summary>A line that stands in the access log, as whoever releases keys read it there itself.</summary>
/// <param name="recordId">Random id of the record.</param>
/// <param name="index">Index of its leaf.</param>
/// <param name="subjectPart">The stored subject part, which the leaf covers.</param>
public sealed class CommittedLine(Guid recordId, long index, ReadOnlyMemory<byte> subjectPart)
{
    private int spent;

    /// <summary>Random id of the record.</summary>
    public Guid RecordId { get; } = recordId;

    /// <summary>Index of its leaf, counted from 0.</summary>
    public long Index { get; } = index;

    /// <summary>As stored.</summary>
    public ReadOnlyMemory<byte> SubjectPart { get; } = subjectPart;

    /// <summary>True once: a line lets keys out one time.</summary>
    internal bool Spend() => Interlocked.Exchange(ref spent, 1) == 0;
}

/// <summary>The log as whoever releases keys sees it: its own reading, never what the server says of it.</summary>
public interface ICommittedLines
{
    /// <summary>The line, or null where it does not stand in the log or has grown too old to let anything out.</summary>
    /// <exception cref="KeysUnavailableException">The log cannot be read, or is not the one that was read before.</exception>
    ValueTask<CommittedLine?> Fresh(Guid recordId, CancellationToken cancel);
}

using Registry.AccessLog;
using Receipt = Registry.Domain.Access.Receipt;

namespace Registry.Store.Log;

/// <summary>What became of a line. Anything but these three is an exception, and then nothing may be released.</summary>
public abstract record LineResult
{
    private LineResult()
    {
    }

    /// <summary>The line is on disk and what it grants may be released until the receipt dies.</summary>
    /// <param name="Receipt">Demanded by whoever opens a sealed field.</param>
    /// <param name="Position">Where the line stands, for the caller's own proof.</param>
    public sealed record Granted(Receipt Receipt, LinePosition Position) : LineResult;

    /// <summary>The line is on disk and grants nothing (denial, outcome, start).</summary>
    /// <param name="Position">Where the line stands.</param>
    public sealed record Noted(LinePosition Position) : LineResult;

    /// <summary>The facts moved since the caller decided. Nothing was written: read them again, decide again, with a new record id.</summary>
    public sealed record Stale : LineResult;
}

/// <summary>Where a line stands in the log.</summary>
/// <param name="RecordId">Id of the record.</param>
/// <param name="LeafIndex">Index of its leaf, counted from 0.</param>
/// <param name="TreeSize">Size of a tree that contains it: that after its batch.</param>
/// <param name="Root">RFC 6962 root of that tree, 32 bytes.</param>
/// <param name="Signed">The caller's half of the line; null where no signer was given, and for a line that stood already.</param>
public sealed record LinePosition(Guid RecordId, long LeafIndex, long TreeSize, ReadOnlyMemory<byte> Root, SignedReceipt? Signed);

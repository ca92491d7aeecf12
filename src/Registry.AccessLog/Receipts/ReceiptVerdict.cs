namespace Registry.AccessLog;

/// <summary>What can be wrong with a kept receipt. The order is that of how grave it is, least first.</summary>
public enum ReceiptFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The receipt is younger than this copy of the log has to show: take a newer copy.</summary>
    Pending,

    /// <summary>The log never signed this: the receipt is damaged or made up.</summary>
    Forged,

    /// <summary>The log promised the line and ends before it, long after it should have been published.</summary>
    Dropped,

    /// <summary>At its place the log shows another entry.</summary>
    Replaced,

    /// <summary>The entry is there, but not the tree that was signed: the log was rewritten, or shows two histories.</summary>
    Forked,
}

/// <summary>One receipt that the log does not keep.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Kept">The receipt.</param>
/// <param name="Message">For people.</param>
public sealed record ReceiptFinding(ReceiptFault Fault, KeptReceipt Kept, string Message);

/// <summary>What a receipt file has shown about a log.</summary>
/// <param name="Checkpoint">The checkpoint of the log that was shown.</param>
/// <param name="Kept">Receipts that the log keeps.</param>
/// <param name="Counts">How many there are of each fault.</param>
/// <param name="Findings">The first ones, at most <see cref="ReceiptChecker.MostFindings"/>.</param>
public sealed record ReceiptVerdict(Checkpoint Checkpoint, long Kept, IReadOnlyDictionary<ReceiptFault, long> Counts, IReadOnlyList<ReceiptFinding> Findings)
{
    /// <summary>The gravest fault.</summary>
    public ReceiptFault Worst => Counts.Keys.DefaultIfEmpty(ReceiptFault.None).Max();

    /// <summary>Receipts that were looked at.</summary>
    public long Total => Kept + Counts.Values.Sum();
}

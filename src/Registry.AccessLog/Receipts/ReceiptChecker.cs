namespace Registry.AccessLog;

/// <summary>
/// Compares kept receipts with an exported log: each must be the log's own, its entry must stand at its place, and the log must have had
/// the tree that was signed. So whoever keeps receipts catches an operator who drops the newest lines, replaces some, or shows another history.
/// </summary>
/// <remarks>
/// Needs the checkpoint and the tiles of level 0. Memory is bounded: receipts are taken in portions, with one pass over the leaf
/// hashes each. The tiles are believed only because they give the checkpoint's root.
/// </remarks>
/// <param name="directory">Folder of the export.</param>
/// <param name="policy">Whom to believe; from somewhere else than the folder.</param>
/// <param name="takenAt">When the copy was taken from the log.</param>
/// <param name="publishedWithin">How long an honest log may take from a line to the checkpoint that covers it.</param>
/// <param name="now">The reader's clock, after which nothing may be signed; null asks no clock.</param>
public sealed class ReceiptChecker(string directory, LogPolicy policy, DateTimeOffset takenAt, TimeSpan publishedWithin, DateTimeOffset? now = null)
{
    /// <summary>Findings that are told one by one; the others are counted.</summary>
    public const int MostFindings = 1000;

    private const int Portion = 65_536;

    private readonly Dictionary<ReceiptFault, long> counts = [];
    private readonly List<ReceiptFinding> findings = [];
    private long kept;

    /// <summary>Checks every receipt.</summary>
    /// <exception cref="VerificationFailedException">The log itself is not genuine; <see cref="LogVerifier"/> says where.</exception>
    /// <exception cref="FormatException">The checkpoint or a receipt is not one.</exception>
    public ReceiptVerdict Run(IEnumerable<KeptReceipt> receipts, IProgress<LogProgress>? progress = null, CancellationToken cancel = default)
    {
        var note = SignedNote.Load(Path.Combine(directory, ExportLayout.Checkpoint));
        var checkpoint = now is { } clock ? policy.Verify(note, clock) : policy.Verify(note);
        foreach (var portion in receipts.Chunk(Portion))
            Compare(portion, checkpoint.Head, progress, cancel);
        return new ReceiptVerdict(checkpoint, kept, counts, findings);
    }

    private void Compare(KeptReceipt[] portion, TreeHead newest, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var promised = new Dictionary<long, TreeHash>();
        var comparable = new List<Comparison>();
        foreach (var one in portion)
        {
            var receipt = one.Receipt;
            if (Forgery(receipt) is { } forged)
                Add(ReceiptFault.Forged, one, forged);
            else if (promised.TryAdd(receipt.Head.Size, receipt.Head.Root) is false && promised[receipt.Head.Size] != receipt.Head.Root)
                Add(ReceiptFault.Forked, one, $"the log signed two different trees of {receipt.Head.Size} entries, this one and that of another receipt in the file.");
            else if (receipt.Head.Size <= newest.Size)
                comparable.Add(new Comparison(one));
            else if (takenAt - one.KeptAt > publishedWithin)
                Add(ReceiptFault.Dropped, one, $"the log promised it as entry {receipt.Index} of a tree of {receipt.Head.Size}, but it shows {newest.Size} entries: it was cut off.");
            else
                Add(ReceiptFault.Pending, one, $"the log promised it as entry {receipt.Index} of a tree of {receipt.Head.Size}; this copy of {newest.Size} entries is as old as the receipt.");
        }

        if (comparable.Count == 0)
            return;
        Walk(comparable, newest, progress, cancel);
        foreach (var (one, sameEntry, sameTree) in comparable.Select(comparison => (comparison.Kept, comparison.SameEntry, comparison.SameTree)))
        {
            if (sameEntry && sameTree)
                kept++;
            else if (!sameEntry)
                Add(ReceiptFault.Replaced, one, $"entry {one.Receipt.Index} of the log is another one than the log promised.");
            else
                Add(ReceiptFault.Forked, one, $"its entry stands at {one.Receipt.Index}, but the first {one.Receipt.Head.Size} entries of the log are not those of the tree that was signed.");
        }
    }

    /// <summary>One pass over the leaf hashes, which must end at the checkpoint's root.</summary>
    private void Walk(List<Comparison> comparisons, TreeHead newest, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var tiles = new TileDirectory(directory);
        var edge = new RightEdge();
        var byIndex = new Queue<Comparison>(comparisons.OrderBy(one => one.Kept.Receipt.Index));
        var bySize = new Queue<Comparison>(comparisons.OrderBy(one => one.Kept.Receipt.Head.Size));
        foreach (var path in TilePath.AllOf(newest.Size, TileKind.Entries))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var leaf in tiles.Hashes(path with { Kind = TileKind.Hashes }))
            {
                for (; byIndex.TryPeek(out var next) && next.Kept.Receipt.Index == edge.Size; byIndex.Dequeue())
                    next.SameEntry = Merkle.Leaf(next.Kept.Receipt.Entry.Span) == leaf;
                edge.Append(leaf);
                for (; bySize.TryPeek(out var next) && next.Kept.Receipt.Head.Size == edge.Size; bySize.Dequeue())
                    next.SameTree = next.Kept.Receipt.Head.Root == edge.Root();
            }

            progress?.Report(new LogProgress(edge.Size, newest.Size));
        }

        if (edge.Head != newest)
            throw new VerificationFailedException("The tiles do not give the root of the log's own checkpoint: check the log itself first (registry-verify log).");
    }

    private string? Forgery(SignedReceipt receipt)
    {
        try
        {
            receipt.Verify(policy);
            return null;
        }
        catch (VerificationFailedException e)
        {
            return e.Message;
        }
    }

    private void Add(ReceiptFault fault, KeptReceipt one, string message)
    {
        counts[fault] = counts.GetValueOrDefault(fault) + 1;
        if (findings.Count < MostFindings)
            findings.Add(new ReceiptFinding(fault, one, message));
    }

    private sealed class Comparison(KeptReceipt kept)
    {
        public KeptReceipt Kept { get; } = kept;

        public bool SameEntry { get; set; }

        public bool SameTree { get; set; }
    }
}

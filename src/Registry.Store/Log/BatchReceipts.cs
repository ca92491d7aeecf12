using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Makes the callers' halves of a batch: computes the tree from the right edge before it and the lines that this process sent, so that
/// nothing is signed on the database's word, and signs it once.
/// </summary>
/// <remarks>Runs after COMMIT and beside the next batch. One batch after the other.</remarks>
internal sealed class BatchReceipts(ReceiptSigner signer)
{
    private TreeHead seen = TreeHead.Empty;

    /// <summary>Why nothing is signed any more, or null: the log went back under this process.</summary>
    public string? Refusal { get; private set; }

    /// <summary>One receipt for each line that this batch added, null for the others.</summary>
    /// <exception cref="LogUnavailableException">The database states a tree that does not hold these lines, or one older than this process has seen.</exception>
    public async ValueTask<SignedReceipt?[]> Make(IReadOnlyList<Line> lines, AppendedBatch batch)
    {
        // For good: lines that were refused stand in the log all the same, and would soon grow it past what was seen.
        if (Refusal is { } settled)
            throw new LogUnavailableException(settled);
        var receipts = new SignedReceipt?[lines.Count];
        if (batch.Written == 0)
            return receipts;

        var tree = Tree(lines, batch);
        var signature = signer.Sign(tree.Head);
        for (var i = 0; i < receipts.Length; i++)
        {
            if (batch.Lines[i] is { Outcome: "written", Index: { } index })
                receipts[i] = new SignedReceipt(
                    lines[i].RecordId, index, EntryOf(lines[i]), tree.Head, await tree.PathAsync(index), signer.Origin, signer.Key.KeyId, signature);
        }

        return receipts;
    }

    private BatchTree Tree(IReadOnlyList<Line> lines, AppendedBatch batch)
    {
        RightEdge before;
        try
        {
            before = batch.Before();
        }
        catch (FormatException broken)
        {
            throw Refuse("The access log states a tree that does not fit itself", broken);
        }

        var leaves = new TreeHash[batch.Written];
        var next = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (batch.Lines[i].Outcome != "written")
                continue;
            if (batch.Lines[i].Index != before.Size + next)
                throw Refuse("The access log put a line elsewhere than at its end");
            leaves[next++] = Merkle.Leaf(EntryOf(lines[i]));
        }

        var tree = new BatchTree(before, leaves);
        if (tree.Head != batch.Head)
            throw Refuse("The access log states a tree that does not hold the lines of its batch");
        if (before.Size < seen.Size || before.Size == seen.Size && before.Root() != seen.Root)
            throw Refuse($"The log has {before.Size} entries, or others than the {seen.Size} that this process has seen");
        seen = tree.Head;
        return tree;
    }

    private LogUnavailableException Refuse(string what, Exception? cause = null) => new(
        Refusal = $"{what}: the database was rolled back or changed under this process. Nobody is answered until an operator has settled this: see {Runbook.LogGrownPast}", cause);

    private static byte[] EntryOf(Line line) => LeafEntry.Of(line.Sealed.Actor, line.Sealed.Subject);
}

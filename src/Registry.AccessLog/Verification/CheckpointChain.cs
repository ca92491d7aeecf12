namespace Registry.AccessLog;

/// <summary>A signed checkpoint that somebody kept, to be found again in the log.</summary>
/// <param name="Name">How to call it in a message, for example its file name.</param>
/// <param name="Note">The signed note.</param>
public sealed record KeptCheckpoint(string Name, SignedNote Note);

/// <summary>
/// Walks all signed checkpoints in the order of their sizes while the tree grows: those of the file, those that the verifier brought
/// along, and last the newest. Reads one at a time, however many there are.
/// </summary>
internal sealed class CheckpointChain : IDisposable
{
    private readonly LogPolicy policy;
    private readonly TreeHead newest;
    private readonly Queue<(TreeHead Head, string Name)> kept;
    private readonly IEnumerator<(SignedNote Note, long End)> history;
    private (TreeHead Head, string Name)? fromHistory;
    private long number;
    private long lastGoodSize;
    private bool newestDone;

    internal CheckpointChain(LogPolicy policy, TreeHead newest, IEnumerable<KeptCheckpoint> kept, Stream history)
    {
        this.policy = policy;
        this.newest = newest;
        this.kept = new(kept.Select(k => (Verify(k.Note, k.Name).Head, k.Name)).OrderBy(k => k.Head.Size));
        this.history = CheckpointHistory.Read(history).GetEnumerator();
        if (this.kept.LastOrDefault() is { Head.Size: var size, Name: var name } && size > newest.Size)
            throw new VerificationFailedException(
                $"{name} was signed for {size} entries, but this log has only {newest.Size}: entries were removed from its end.");
        ReadHistory();
    }

    /// <summary>Checkpoints whose root was found to fit.</summary>
    internal long Verified { get; private set; }

    /// <summary>Recomputes every checkpoint up to the size that <paramref name="leaves"/> bring the tree to.</summary>
    internal Finding? Advance(RightEdge edge, ReadOnlySpan<TreeHash> leaves)
    {
        var end = edge.Size + leaves.Length;
        RightEdge? walk = null;
        try
        {
            while (Next() is { } next && next.Head.Size <= end)
            {
                walk ??= edge.Copy();
                while (walk.Size < next.Head.Size)
                    walk.Append(leaves[(int)(walk.Size - edge.Size)]);
                if (walk.Root() != next.Head.Root)
                    return Differs(next);
                (lastGoodSize, Verified) = (next.Head.Size, Verified + 1);
                Consume(next);
            }
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or VerificationFailedException)
        {
            return new Finding(e.Message, ExportLayout.Checkpoints, null);
        }
        return null;
    }

    public void Dispose() => history.Dispose();

    private (TreeHead Head, string Name)? Next()
    {
        (TreeHead Head, string Name)? next = fromHistory;
        if (kept.TryPeek(out var mine) && (next is null || mine.Head.Size <= next.Value.Head.Size))
            next = mine;
        return next ?? (newestDone ? null : (newest, ExportLayout.Checkpoint));
    }

    private void Consume((TreeHead Head, string Name) done)
    {
        if (kept.TryPeek(out var mine) && mine == done)
            kept.Dequeue();
        else if (fromHistory is not null)
            ReadHistory();
        else
            newestDone = true;
    }

    private void ReadHistory()
    {
        var before = fromHistory?.Head.Size ?? 0;
        fromHistory = null;
        if (!history.MoveNext())
            return;
        number++;
        var name = $"Checkpoint number {number} of the file '{ExportLayout.Checkpoints}'";
        var head = Verify(history.Current.Note, name).Head;
        if (head.Size < before)
            throw new VerificationFailedException($"{name} is smaller than the one before it: {head.Size} entries after {before}.");
        if (head.Size > newest.Size)
            throw new VerificationFailedException(
                $"{name} was signed for {head.Size} entries, but the newest has only {newest.Size}: the log was rolled back.");
        fromHistory = (head, name);
    }

    private Checkpoint Verify(SignedNote note, string name)
    {
        try
        {
            return policy.VerifyLogKeys(note);
        }
        catch (VerificationFailedException e)
        {
            throw new VerificationFailedException($"{name}: {e.Message}", e);
        }
    }

    private Finding Differs((TreeHead Head, string Name) link)
    {
        var where = link.Head.Size == 0 ? "" : lastGoodSize == link.Head.Size
            ? " Another checkpoint of the same size fits, so two different histories were signed."
            : $" The entries up to {lastGoodSize} fit a signed checkpoint; what differs lies in the entries {lastGoodSize} to {link.Head.Size - 1}.";
        return new Finding(
            $"{link.Name}: the root that was signed for {link.Head.Size} entries is not the root of the entries in this log.{where}",
            link.Name == ExportLayout.Checkpoint ? ExportLayout.Checkpoint : ExportLayout.Checkpoints,
            lastGoodSize < link.Head.Size ? lastGoodSize : null);
    }
}

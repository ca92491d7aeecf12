using Registry.Server.Records;

namespace Registry.Server.Audit.Review;

/// <summary>A mark on an entry, as its line says.</summary>
/// <param name="Line">The line that is the mark.</param>
/// <param name="Settled">What it settles.</param>
internal sealed record SettledMark(IndexedRecord Line, SettledRecord Settled);

/// <summary>
/// Which entries of the review queue are settled: from the lines that say so, which are kept ready as long as those are. The log is the truth, and every process that reads it
/// knows the same. A line is settled under its rule when a mark covers its place; an entry when all of its lines are.
/// </summary>
internal sealed class SettledReviews
{
    private readonly Lock gate = new();
    private readonly Dictionary<ReviewKey, List<SettledMark>> marks = [];
    private readonly Dictionary<string, SettledMark> byRequest = new(StringComparer.Ordinal);

    /// <summary>Takes a line of the log that settles something; any other is none of its business.</summary>
    public void Add(IndexedRecord line)
    {
        if (Of(line) is not { } settled)
            return;
        lock (gate)
        {
            if (!marks.TryGetValue(ReviewKey.Of(settled), out var those))
                marks[ReviewKey.Of(settled)] = those = [];
            those.Add(new SettledMark(line, settled));
            byRequest[settled.Request] = those[^1];
        }
    }

    /// <summary>Lets go of the oldest mark, with its line: the lines that it settles are older and are gone already.</summary>
    public void Drop(IndexedRecord line)
    {
        if (Of(line) is not { } settled)
            return;
        lock (gate)
        {
            if (!marks.TryGetValue(ReviewKey.Of(settled), out var those))
                return;
            those.RemoveAll(mark => mark.Line.Index <= line.Index);
            if (those.Count == 0)
                marks.Remove(ReviewKey.Of(settled));
            if (byRequest.GetValueOrDefault(settled.Request)?.Line.Index <= line.Index)
                byRequest.Remove(settled.Request);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            marks.Clear();
            byRequest.Clear();
        }
    }

    /// <summary>The newest mark on an entry, or null while one of its lines is open.</summary>
    /// <param name="key">What the entry is about.</param>
    /// <param name="lines">Places of its lines; none for an entry that is about no officer's.</param>
    public SettledMark? Find(ReviewKey key, IReadOnlyList<long> lines)
    {
        lock (gate)
        {
            if (!marks.TryGetValue(key, out var those) || lines.Any(line => !those.Exists(mark => Covers(mark, line))))
                return null;
            return those.FindLast(mark => lines.Count == 0 || Covers(mark, lines[^1]));
        }
    }

    /// <summary>The mark that a request left, by the keyed hash of its id.</summary>
    public SettledMark? OfRequest(string request)
    {
        lock (gate)
            return byRequest.GetValueOrDefault(request);
    }

    private static bool Covers(SettledMark mark, long line) => mark.Settled.First <= line && line <= mark.Settled.Last;

    /// <summary>Only what an act of an inspector left counts; nothing settles lines that came after it.</summary>
    private static SettledRecord? Of(IndexedRecord line) =>
        line.Content is { Kind: RecordKind.Outcome, Settles: { } settled } && settled.Last < line.Index ? settled : null;
}

/// <summary>What an entry of the review queue is about: an officer's lines under a rule, about one person or several; or, by its id, an entry about no officer.</summary>
internal sealed record ReviewKey(string Rule, string Issuer, string Officer, Guid? About)
{
    public static ReviewKey Of(SettledRecord settled) => new(settled.Rule, settled.Issuer, settled.Officer, settled.About);
}

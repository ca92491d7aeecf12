namespace Registry.Server.Audit.Review;

/// <summary>
/// What the first page of a review queue was cut from, for the pages after it: a few queues for a few minutes. They join, and are not computed once a page. Whoever comes
/// later gets a queue computed anew.
/// </summary>
internal sealed class RecentQueues
{
    /// <summary>Queues that are kept: so many inspectors may turn pages at a time.</summary>
    internal const int Most = 8;

    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    public RecentQueues(AccessIndex index, TimeProvider clock)
    {
        this.clock = clock;
        // What is shredded must not live on here either.
        index.Forgot += Clear;
    }

    /// <summary>The queue as the question's first page found it, or null.</summary>
    public IReadOnlyList<ReviewFinding>? Find(string question)
    {
        lock (gate)
        {
            entries.RemoveAll(entry => clock.GetElapsedTime(entry.Since) > Kept);
            return entries.Find(entry => entry.Question == question)?.Found;
        }
    }

    /// <summary>Keeps what a first page found, instead of what that question found before; the oldest goes.</summary>
    public void Keep(string question, IReadOnlyList<ReviewFinding> found)
    {
        lock (gate)
        {
            entries.RemoveAll(entry => entry.Question == question);
            if (entries.Count == Most)
                entries.RemoveAt(0);
            entries.Add(new Entry(question, clock.GetTimestamp(), found));
        }
    }

    private void Clear()
    {
        lock (gate)
            entries.Clear();
    }

    private sealed record Entry(string Question, long Since, IReadOnlyList<ReviewFinding> Found);
}

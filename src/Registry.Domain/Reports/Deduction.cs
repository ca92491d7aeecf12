namespace Registry.Domain.Reports;

/// <summary>
/// What anybody who holds every sheet can deduce of all tables together: told counts lie about what is told, parts add up to their whole, rows to
/// their total, and many tables share one total. Every count is learnt here before anybody is told it, and one that would tell of another what must
/// stay in doubt is not learnt.
/// </summary>
/// <remarks>Bounds of every count, narrowed through every sum of which it is a part until nothing gets narrower.</remarks>
internal sealed class Deduction
{
    /// <summary>More than there can be; sums of it stay in range.</summary>
    private const long Endless = 1_000_000_000_000;

    /// <summary>Narrowings after which it is given up, and so not told: figures of two closing days may contradict each other by little and for long.</summary>
    private const int Patience = 1_000_000;

    private readonly long[] least;
    private readonly long[] most;
    private readonly long[] doubt;
    private readonly List<(int Whole, int[] Parts)> sums = [];
    private readonly List<int>[] sumsOf;
    private readonly Queue<int> waiting = [];
    private readonly HashSet<int> isWaiting = [];
    private readonly Stack<(int Cell, long Least, long Most)> before = [];

    /// <param name="doubt">By count: as far as it must be able to reach from zero for all that is told; -1 where it need not be in doubt.</param>
    public Deduction(IReadOnlyList<long> doubt)
    {
        this.doubt = [.. doubt];
        least = new long[doubt.Count];
        most = new long[doubt.Count];
        Array.Fill(most, Endless);
        sumsOf = [.. doubt.Select(_ => new List<int>())];
    }

    /// <summary>Makes it known that the parts add up to the whole. All of that comes before anything is learnt.</summary>
    public void AddsUp(int whole, int[] parts)
    {
        foreach (var cell in parts.Append(whole)) sumsOf[cell].Add(sums.Count);
        sums.Add((whole, parts));
    }

    /// <summary>Learns bounds of counts and all that follows; false, and nothing is learnt, when too much would follow or it contradicts what is known.</summary>
    public bool Learns(IEnumerable<int> cells, long low, long high)
    {
        before.Clear();
        waiting.Clear();
        isWaiting.Clear();
        var learnt = cells.All(cell => Set(cell, low, high));
        for (var left = Patience; learnt && waiting.TryDequeue(out var sum); left--)
        {
            isWaiting.Remove(sum);
            learnt = left > 0 && Narrow(sums[sum].Whole, sums[sum].Parts);
        }

        while (!learnt && before.TryPop(out var was)) (least[was.Cell], most[was.Cell]) = (was.Least, was.Most);
        return learnt;
    }

    private bool Narrow(int whole, int[] parts)
    {
        var (low, high) = (0L, 0L);
        foreach (var part in parts) (low, high) = (low + least[part], high + most[part]);
        if (!Set(whole, low, high)) return false;
        foreach (var part in parts)
            if (!Set(part, least[whole] - (high - most[part]), most[whole] - (low - least[part]))) return false;
        return true;
    }

    /// <summary>False when the count would be known too well.</summary>
    private bool Set(int cell, long low, long high)
    {
        if (low <= least[cell] && high >= most[cell]) return true;
        before.Push((cell, least[cell], most[cell]));
        (least[cell], most[cell]) = (Math.Max(least[cell], low), Math.Min(most[cell], high));
        foreach (var sum in sumsOf[cell])
            if (isWaiting.Add(sum)) waiting.Enqueue(sum);
        return least[cell] <= most[cell] && (doubt[cell] < 0 || (least[cell] <= 0 && most[cell] >= doubt[cell]));
    }
}

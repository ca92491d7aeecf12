namespace Registry.Server.Audit;

/// <summary>
/// How many lines were shown under a mandate on a law day, counted from the inspectors' own lines. Bounded: of ten thousand mandates and days the one that was first seen longest ago
/// goes; a day has far fewer, because two persons give each mandate.
/// </summary>
internal sealed class MandateUse
{
    internal const int Most = 10_000;

    private readonly Dictionary<(Guid Mandate, DateOnly Day), long> shown = [];
    private readonly Queue<(Guid, DateOnly)> inOrder = [];

    public void Add(IndexedRecord line)
    {
        if (line.Content is not { Mandate: { } mandate, LawDate: { } day, Shows: > 0 and var count })
            return;
        if (!shown.ContainsKey((mandate, day)))
        {
            inOrder.Enqueue((mandate, day));
            if (inOrder.Count > Most)
                shown.Remove(inOrder.Dequeue());
        }

        shown[(mandate, day)] = shown.GetValueOrDefault((mandate, day)) + count;
    }

    public long Of(Guid mandate, DateOnly day) => shown.GetValueOrDefault((mandate, day));

    public void Clear()
    {
        shown.Clear();
        inOrder.Clear();
    }
}

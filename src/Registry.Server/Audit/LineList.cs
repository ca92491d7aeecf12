namespace Registry.Server.Audit;

/// <summary>Lines in the order of the log: added at the end, dropped at the beginning, read from the end.</summary>
internal sealed class LineList
{
    private readonly List<IndexedRecord> lines = [];
    private int first;

    public int Count => lines.Count - first;

    public void Add(IndexedRecord line) => lines.Add(line);

    public void Clear()
    {
        lines.Clear();
        first = 0;
    }

    public IndexedRecord DropOldest()
    {
        var oldest = lines[first++];
        if (first <= 1024 || first <= lines.Count / 2)
            return oldest;
        lines.RemoveRange(0, first);
        first = 0;
        return oldest;
    }

    /// <summary>Oldest first, from a leaf index on.</summary>
    public IEnumerable<IndexedRecord> Up(long from)
    {
        var (low, high) = (first, lines.Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = lines[middle].Index < from ? (middle + 1, high) : (low, middle);
        }

        for (var at = low; at < lines.Count; at++)
            yield return lines[at];
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<IndexedRecord> Down()
    {
        for (var at = lines.Count - 1; at >= first; at--)
            yield return lines[at];
    }
}

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

    /// <summary>Newest first.</summary>
    public IEnumerable<IndexedRecord> Down()
    {
        for (var at = lines.Count - 1; at >= first; at--)
            yield return lines[at];
    }
}

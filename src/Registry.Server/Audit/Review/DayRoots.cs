using Registry.AccessLog;

namespace Registry.Server.Audit.Review;

/// <summary>Roots of the published log at the end of each day (UTC): what lots are drawn with.</summary>
internal sealed class DayRoots(PublishedLog published)
{
    /// <summary>The day in whose lot a line is: a line that is dated back belongs to the day in which it was written, so a day that is over stays as it ended.</summary>
    public static DateOnly DayOf(IndexedRecord line) => DateOnly.FromDateTime(line.Latest.UtcDateTime);

    /// <summary>The first moment after the day in whose lot a line is.</summary>
    public static DateTimeOffset EndOf(IndexedRecord line) => new(DayOf(line).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The root after the last line of each day that is over and published. A day is over when the log has lines of a later one.</summary>
    /// <param name="newestFirst">Lines without a gap, newest first.</param>
    /// <param name="cancel">Ends the reading of tiles.</param>
    public async Task<IReadOnlyDictionary<DateOnly, TreeHash?>> Of(IReadOnlyList<IndexedRecord> newestFirst, CancellationToken cancel)
    {
        var roots = new Dictionary<DateOnly, TreeHash?>();
        if (newestFirst.Count == 0 || await published.Checkpoint(cancel) is not { } note)
            return roots;
        var size = Checkpoint.Parse(note.Text).Head.Size;
        var source = new TileHashSource(published.Tiles, size);
        foreach (var day in newestFirst.GroupBy(DayOf).Where(day => day.Key < DayOf(newestFirst[0])))
        {
            var end = day.Max(line => line.Index) + 1;
            if (end <= size)
                roots[day.Key] = await Merkle.RootAsync(source, end, cancel);
        }

        return roots;
    }
}

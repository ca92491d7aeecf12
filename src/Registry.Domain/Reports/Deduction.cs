namespace Registry.Domain.Reports;

/// <summary>
/// What anybody who holds every sheet can deduce of a table: told counts lie about what is told, parts add up to their whole, rows to their total.
/// Narrows until nothing gets narrower. Run by the registry before anybody else runs it.
/// </summary>
internal sealed class Deduction
{
    /// <summary>More than there can be; sums of it stay in range.</summary>
    private const long Endless = 1_000_000_000_000_000;

    private readonly long[] least;
    private readonly long[] most;
    private readonly List<(int Whole, int[] Parts)> sums = [];

    /// <param name="scopes">How many agencies; one more stands for those without a figure, and the last for the province.</param>
    /// <param name="rows">Codes, without the total.</param>
    /// <param name="addUp">Rows add up to the total.</param>
    /// <param name="bounds">What is told of a count by scope, span and row (the total is the last row); null where it is hidden.</param>
    public Deduction(int scopes, int rows, bool addUp, Func<int, ReportSpan, int, (long Least, long Most)?> bounds)
    {
        var spans = ReportPeriod.Spans.Length;
        var province = scopes + 1;
        int At(int scope, ReportSpan span, int row) => (((scope * spans) + (int)span - 1) * (rows + 1)) + row;
        least = new long[(scopes + 2) * spans * (rows + 1)];
        most = new long[least.Length];
        foreach (var span in ReportPeriod.Spans)
            for (var scope = 0; scope <= province; scope++)
            {
                for (var row = 0; row <= rows; row++)
                {
                    var seen = scope == scopes ? null : bounds(scope, span, row);
                    (least[At(scope, span, row)], most[At(scope, span, row)]) = seen is { } some ? (some.Least, some.Most) : (0, Endless);
                    foreach (var split in ReportPeriod.Splits(span)) sums.Add((At(scope, span, row), [.. split.Select(part => At(scope, part, row))]));
                    if (scope != province) continue;
                    sums.Add((At(scope, span, row), [.. Enumerable.Range(0, province).Select(one => At(one, span, row))]));
                }

                if (addUp) sums.Add((At(scope, span, rows), [.. Enumerable.Range(0, rows).Select(row => At(scope, span, row))]));
            }

        while (Narrowed()) { }
        Knows = (scope, span, row) => (least[At(scope == scopes ? province : scope, span, row)], most[At(scope == scopes ? province : scope, span, row)]);
    }

    /// <summary>What a count can be, by scope (the province after the agencies), span and row.</summary>
    public Func<int, ReportSpan, int, (long Least, long Most)> Knows { get; }

    private bool Narrowed()
    {
        var narrower = false;
        foreach (var (whole, parts) in sums)
        {
            var (low, high) = (0L, 0L);
            foreach (var part in parts) (low, high) = (low + least[part], high + most[part]);
            narrower |= Set(whole, low, high);
            foreach (var part in parts) narrower |= Set(part, least[whole] - (high - most[part]), most[whole] - (low - least[part]));
        }

        return narrower;
    }

    private bool Set(int at, long low, long high)
    {
        if (low <= least[at] && high >= most[at]) return false;
        (least[at], most[at]) = (Math.Max(least[at], low), Math.Min(most[at], high));
        return true;
    }
}

using System.Collections.Immutable;

namespace Registry.Domain.Reports;

/// <summary>
/// The days as of which figures are given: some days after the end of each quarter, the books are closed. Nothing is told about the days
/// between, so nobody asks before and after one entry.
/// </summary>
public static class Releases
{
    /// <summary>Days after the end of a quarter on which its books close (inferred; late papers are the reason).</summary>
    public const int ClosesAfter = 5;

    /// <summary>Four years: from then on the figures of a year stay as they are.</summary>
    public const int Most = 16;

    /// <summary>The closing days for a year's figures, the first after its first quarter, up to the day.</summary>
    /// <param name="year">The year that is counted.</param>
    /// <param name="until">Last day that may be among them.</param>
    public static ImmutableArray<DateOnly> Of(int year, DateOnly until)
    {
        var period = new ReportPeriod(year, ReportSpan.Year);
        return [.. Enumerable.Range(1, Most).Select(quarter => period.EndOf(quarter).AddDays(ClosesAfter)).TakeWhile(day => day <= until)];
    }

    /// <summary>Place among them of the first day on which the span's figures are given.</summary>
    public static int First(ReportSpan span) => ReportPeriod.LastQuarter(span) - 1;

    /// <summary>
    /// The last day whose entries are all written: a call that began on a day may still be writing when the next one begins, so a day is settled
    /// when another whole one has passed.
    /// </summary>
    public static DateOnly Settled(DateOnly today) => today.AddDays(-2);
}

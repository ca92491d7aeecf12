using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of what is asked of reports.</summary>
internal static class ReportRules
{
    /// <summary>Decision 22/2015 is in force since then.</summary>
    private const int FirstYear = 2015;

    public static IEnumerable<FieldProblem> Check(ReportPeriod period, string prefix, DateOnly today)
    {
        if (period.FirstDay is not null || period.LastDay is not null)
        {
            if (period.Year != 0 || period.Span != ReportSpan.Unspecified)
                yield return new FieldProblem(prefix + "span", Expected.NoSpanWithDays);
            if (period.FirstDay is null || period.LastDay is null || !IsOneYear(period.FirstDay, period.LastDay, today))
                yield return new FieldProblem(prefix + "last_day", Expected.TwoDaysOfOneYear(FirstYear));
            yield break;
        }

        if (period.Year < FirstYear || period.Year > today.Year)
            yield return new FieldProblem(prefix + "year", Expected.YearSince(FirstYear));
        if (period.Span == ReportSpan.Unspecified)
            yield return new FieldProblem(prefix + "span", Expected.ReportSpanOrDays);
    }

    /// <summary>Days that are none are refused as dates, wherever a message has one.</summary>
    private static bool IsOneYear(Date first, Date last, DateOnly today) =>
        first.Year >= FirstYear && first.Year <= today.Year && first.Year == last.Year && (first.Month, first.Day).CompareTo((last.Month, last.Day)) <= 0;
}

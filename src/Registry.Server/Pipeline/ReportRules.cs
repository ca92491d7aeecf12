using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of what is asked of reports.</summary>
internal static class ReportRules
{
    /// <summary>Decision 22/2015 is in force since then.</summary>
    private const int FirstYear = 2015;

    public static IEnumerable<FieldProblem> Check(ReportPeriod period, string prefix, DateOnly today)
    {
        if (period.Year < FirstYear || period.Year > today.Year)
            yield return new FieldProblem(prefix + "year", Expected.YearSince(FirstYear));
        if (period.Span == ReportSpan.Unspecified)
            yield return new FieldProblem(prefix + "span", Expected.ReportSpan);
    }
}

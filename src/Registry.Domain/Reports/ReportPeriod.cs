using System.Collections.Immutable;

namespace Registry.Domain.Reports;

/// <summary>The periods of Decision 22/2015 Art. 15. There are no others: a free range would tell one day from the next.</summary>
public enum ReportSpan
{
    Unspecified = 0,
    Quarter1 = 1,
    Quarter2 = 2,
    Quarter3 = 3,
    Quarter4 = 4,
    FirstHalf = 5,
    SecondHalf = 6,
    Year = 7,
}

/// <summary>A quarter, half-year or year.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="Span">Which part of it.</param>
public readonly record struct ReportPeriod(int Year, ReportSpan Span)
{
    /// <summary>Every span, each after all that it is made of.</summary>
    public static ImmutableArray<ReportSpan> Spans { get; } = [.. Enum.GetValues<ReportSpan>().Where(s => s != ReportSpan.Unspecified)];

    public DateOnly FirstDay => new(Year, (3 * FirstQuarter(Span)) - 2, 1);

    public DateOnly LastDay => EndOf(LastQuarter(Span));

    /// <summary>Last day of a quarter of this year, or of one after it: 5 is the first quarter of the next year.</summary>
    public DateOnly EndOf(int quarter) => new DateOnly(Year, 1, 1).AddMonths(3 * quarter).AddDays(-1);

    /// <summary>The shortest period that holds both days; null where they lie in two years, which are two reports.</summary>
    public static ReportPeriod? Holding(DateOnly first, DateOnly last) => first.Year != last.Year || first > last
        ? null
        : Spans.Select(span => (ReportPeriod?)new ReportPeriod(first.Year, span)).First(period => period!.Value.FirstDay <= first && last <= period.Value.LastDay);

    /// <summary>True when the quarter, 1 to 4, lies in the span.</summary>
    public static bool Holds(ReportSpan span, int quarter) => FirstQuarter(span) <= quarter && quarter <= LastQuarter(span);

    /// <summary>The quarter, 1 to 4, with whose end the span ends.</summary>
    public static int LastQuarter(ReportSpan span) => span switch
    {
        ReportSpan.FirstHalf => 2,
        ReportSpan.SecondHalf or ReportSpan.Year => 4,
        _ => (int)span,
    };

    /// <summary>Every way in which shorter spans make up the span; none for a quarter.</summary>
    public static ImmutableArray<ImmutableArray<ReportSpan>> Splits(ReportSpan span) => span switch
    {
        ReportSpan.FirstHalf => [[ReportSpan.Quarter1, ReportSpan.Quarter2]],
        ReportSpan.SecondHalf => [[ReportSpan.Quarter3, ReportSpan.Quarter4]],
        ReportSpan.Year =>
        [
            [ReportSpan.FirstHalf, ReportSpan.SecondHalf],
            [ReportSpan.FirstHalf, ReportSpan.Quarter3, ReportSpan.Quarter4],
            [ReportSpan.Quarter1, ReportSpan.Quarter2, ReportSpan.SecondHalf],
            [ReportSpan.Quarter1, ReportSpan.Quarter2, ReportSpan.Quarter3, ReportSpan.Quarter4],
        ],
        _ => [],
    };

    private static int FirstQuarter(ReportSpan span) => span switch
    {
        ReportSpan.FirstHalf or ReportSpan.Year => 1,
        ReportSpan.SecondHalf => 3,
        _ => (int)span,
    };
}

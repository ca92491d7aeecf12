using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Registry.Domain.Law;

/// <summary>A public holiday: every year on one day, or once on a date (lunar ones are listed year by year).</summary>
/// <param name="Standing">Its days say from when to when a yearly one is kept.</param>
/// <param name="EveryYear">Month and day, or null.</param>
/// <param name="Once">The date, or null.</param>
/// <param name="Days">How many days from there.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record HolidayRow(Standing Standing, (int Month, int Day)? EveryYear, DateOnly? Once, int Days, string Vi, string En);

/// <summary>
/// Monday to Friday without public holidays; for a holiday on a weekend the next working day is off. Knows the years for which the lunar
/// holidays are listed and claims nothing about any other.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly FrozenSet<DateOnly> off;

    internal WorkingCalendar(ImmutableArray<HolidayRow> holidays)
    {
        // Lunar new year opens each year of the list.
        var years = holidays.Where(h => h.Once is not null).Select(h => h.Once!.Value.Year).Distinct().Order().ToArray();
        (FirstYear, LastYear) = years.Length == 0 ? (1, 0) : (years[0], years[^1]);
        var days = holidays.SelectMany(h => Dates(h, FirstYear, LastYear)).ToHashSet();
        foreach (var day in days.Where(IsWeekend).Order().ToArray())
        {
            var instead = day;
            while (IsWeekend(instead) || days.Contains(instead)) instead = instead.AddDays(1);
            days.Add(instead);
        }

        off = days.ToFrozenSet();
    }

    /// <summary>First year that the calendar knows.</summary>
    public int FirstYear { get; }

    /// <summary>Last year that the calendar knows.</summary>
    public int LastYear { get; }

    /// <summary>Null for a day of a year that the calendar does not know.</summary>
    public bool? IsWorkingDay(DateOnly day) =>
        day.Year < FirstYear || day.Year > LastYear ? null : !IsWeekend(day) && !off.Contains(day);

    /// <summary>
    /// The last day of a period; the day on which it begins is not counted. Null where the calendar does not reach.
    /// </summary>
    /// <param name="start">The day of the event.</param>
    /// <param name="amount">How many; ignored for <see cref="PeriodUnit.AtOnce"/>.</param>
    /// <param name="unit">Of what.</param>
    /// <param name="toWorkingDay">A period of calendar days or months that ends on a day off ends on the next working day.</param>
    public DateOnly? LastDay(DateOnly start, int amount, PeriodUnit unit, bool toWorkingDay) => unit switch
    {
        PeriodUnit.AtOnce => start,
        PeriodUnit.Days => Moved(start.DaysLater(amount), toWorkingDay),
        PeriodUnit.Months => Moved(start.MonthsLater(amount), toWorkingDay),
        PeriodUnit.WorkingDays => Worked(start, amount),
        _ => null,
    };

    private DateOnly? Moved(DateOnly day, bool toWorkingDay) => !toWorkingDay || IsWorkingDay(day) == true ? day : Worked(day, 1);

    private DateOnly? Worked(DateOnly day, int left)
    {
        while (left > 0)
        {
            day = day.DaysLater(1);
            if (IsWorkingDay(day) is not { } working) return null;
            if (working) left--;
        }

        return day;
    }

    private static IEnumerable<DateOnly> Dates(HolidayRow row, int first, int last)
    {
        var starts = row.Once is { } once
            ? [once]
            : Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(y => new DateOnly(y, row.EveryYear!.Value.Month, row.EveryYear.Value.Day))
                .Where(row.Standing.ValidOn);
        return starts.SelectMany(s => Enumerable.Range(0, row.Days).Select(s.AddDays));
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

namespace Registry.Domain.Law;

/// <summary>Counting days; in folds and tasks it must never fail, whatever an event says.</summary>
public static class Days
{
    /// <summary>The day from which a time counts: what is written down later than it happened was not known before.</summary>
    /// <param name="on">On which it happened.</param>
    /// <param name="recordedOn">On which it is written down; null for the same day.</param>
    public static DateOnly Later(DateOnly on, DateOnly? recordedOn) => recordedOn is { } recorded && recorded > on ? recorded : on;

    /// <summary>The day so many days later, or the last day there is.</summary>
    /// <param name="day">From here.</param>
    /// <param name="days">0 or more.</param>
    public static DateOnly DaysLater(this DateOnly day, int days) =>
        day.DayNumber <= DateOnly.MaxValue.DayNumber - days ? day.AddDays(days) : DateOnly.MaxValue;

    /// <summary>The same day so many months later, or the last day there is.</summary>
    /// <param name="day">From here.</param>
    /// <param name="months">0 or more.</param>
    public static DateOnly MonthsLater(this DateOnly day, int months) =>
        day <= DateOnly.MaxValue.AddMonths(-months) ? day.AddMonths(months) : DateOnly.MaxValue;
}

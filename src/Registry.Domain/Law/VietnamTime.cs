namespace Registry.Domain.Law;

/// <summary>The time of Asia/Ho_Chi_Minh: UTC+7 all year, since 1975.</summary>
public static class VietnamTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The same moment as a clock in Vietnam shows it.</summary>
    public static DateTimeOffset Of(DateTimeOffset moment) => moment.ToOffset(Offset);

    /// <summary>The day of a moment there.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Of(moment).DateTime);
}

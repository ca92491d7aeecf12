using System.Collections.Immutable;

namespace Registry.Domain.Reports;

/// <summary>Ages in bands of which 16 and 18 are limits (law.md 8). Published bands overlap at 16; these do not.</summary>
/// <remarks>
/// An entry keeps the band on the day of reception and neither date nor year: it never moves with the day of the report, so a figure can be
/// made again, and the key of the statistics opens no birth date.
/// </remarks>
public static class AgeBands
{
    /// <summary>Where nothing is known.</summary>
    public const string Unknown = "UNKNOWN";

    private static readonly ImmutableArray<(int Below, string Code)> Bands =
        [(10, "0-9"), (14, "10-13"), (16, "14-15"), (18, "16-17"), (30, "18-29"), (60, "30-59"), (int.MaxValue, "60+")];

    /// <summary>The band on a day. Where day or month of birth is not known the younger of two: whoever may be a child counts as one.</summary>
    /// <param name="on">Law date of the reception.</param>
    /// <param name="year">Year of birth; 0 where it is not known.</param>
    /// <param name="month">Month, or 0.</param>
    /// <param name="day">Day, or 0.</param>
    public static string Of(DateOnly on, int year, int month = 0, int day = 0)
    {
        if (year == 0) return Unknown;
        var age = AgeOn(on, year, month, day);
        return Bands.First(b => age < b.Below).Code;
    }

    /// <summary>Whole years on a day, the fewer of two where day or month is not known. The year MUST be.</summary>
    internal static int AgeOn(DateOnly on, int year, int month, int day)
    {
        var latest = month == 0 ? 12 : month;
        var birth = new DateOnly(year, latest, day == 0 || month == 0 ? DateTime.DaysInMonth(year, latest) : day);

        // Born on 29 February, in a common year older from 1 March on: on 28 February still the younger of two.
        var older = birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(on.Year) ? new DateOnly(on.Year, 3, 1) : new DateOnly(on.Year, birth.Month, birth.Day);
        return on.Year - birth.Year - (older > on ? 1 : 0);
    }
}

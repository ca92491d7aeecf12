using Registry.Domain.Relatives;
using Registry.V1;
using Date = Registry.V1.Date;

namespace Registry.Server.Pipeline;

/// <summary>The shape of a person's fields. A truth is never refused because it looks unlikely: only what cannot be.</summary>
internal static class PersonRules
{
    private const int LeapYear = 2000;

    public static IEnumerable<FieldProblem> Check(Person person, string prefix, DateOnly today)
    {
        if (person.Nationality.Length > 0 && !IsCountry(person.Nationality))
            yield return new FieldProblem(prefix + "nationality", Expected.Country);
        if (person.TraffickedTo.Length > 0 && !IsCountry(person.TraffickedTo))
            yield return new FieldProblem(prefix + "trafficked_to", Expected.Country);
        if (person.Nationalities.Any(code => !IsCountry(code)))
            yield return new FieldProblem(prefix + "nationalities", Expected.Country);
        if (person.Papers.Any(paper => paper.Country.Length > 0 && !IsCountry(paper.Country)))
            yield return new FieldProblem(prefix + "papers.country", Expected.Country);

        if (person.ExploitationForms.Contains(ExploitationForm.Unspecified))
            yield return new FieldProblem(prefix + "exploitation_forms", Expected.ExploitationForms);

        if (person.BirthDate is { } birth)
        {
            if (!IsPartial(birth))
                yield return new FieldProblem(prefix + "birth_date", Expected.PartialDate);
            else if (birth.Year > 0 && Earliest(birth) > today)
                yield return new FieldProblem(prefix + "birth_date", Expected.NotInFuture);
            if (person.BirthYear != 0 && birth.Year != 0 && person.BirthYear != birth.Year)
                yield return new FieldProblem(prefix + "birth_year", Expected.YearOfBirthDate);
        }
        else if (person.BirthYear != 0 && (person.BirthYear < 1880 || person.BirthYear > today.Year))
        {
            yield return new FieldProblem(prefix + "birth_year", Expected.YearNotInFuture);
        }
    }

    /// <summary>True for a full calendar date.</summary>
    public static bool IsDay(Date date) =>
        date.Year is >= 1 and <= 9999 && date.Month is >= 1 and <= 12 && date.Day >= 1 && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);

    /// <summary>True when the person was not born yet on the day, however little of the birth date is known.</summary>
    public static bool IsUnborn(Person person, DateOnly on) =>
        person.BirthDate is { Year: > 0 } birth ? Earliest(birth) > on : person.BirthYear > on.Year;

    /// <summary>A minor on the day, by the date of birth as far as it is known; null where no year is.</summary>
    public static bool? IsMinor(Person person, DateOnly on) => person.BirthDate is { Year: > 0 } birth
        ? Minors.IsMinor(on, birth.Year, birth.Month, birth.Day)
        : Minors.IsMinor(on, person.BirthYear);

    private static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);

    /// <summary>A year, a month of a year or a day; without a year, a month or a day of one.</summary>
    public static bool IsPartial(Date date) => date.Year == 0
        ? date is { Month: >= 1 and <= 12, Day: 0 } || IsDay(new Date { Year = LeapYear, Month = date.Month, Day = date.Day })
        : date.Year is >= 1880 and <= 9999 && (date is { Month: 0, Day: 0 } || (date.Month is >= 1 and <= 12 && date.Day == 0) || IsDay(date));

    private static DateOnly Earliest(Date date) => new(date.Year, Math.Max(date.Month, 1), Math.Max(date.Day, 1));
}

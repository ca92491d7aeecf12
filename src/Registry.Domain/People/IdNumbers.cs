using System.Globalization;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>
/// The structure of identity numbers (law.md section 7). Twelve digits since 2012 (Decree 137/2015 Art. 13): province or country of birth
/// registration (3), century and sex (1), year of birth (2), random (6), no check digit. Nine digits on older cards.
/// </summary>
public static class IdNumbers
{
    /// <summary>Greatest first part that is a province; above it stand countries.</summary>
    private const int LastProvince = 96;

    /// <summary>What is unlikely about a number on a paper of the kind.</summary>
    /// <param name="law">Lists of provinces, old and new: a number keeps the province of its day.</param>
    /// <param name="kind">Kind of the paper; <see cref="PaperKind.Unspecified"/> for a citizen's number of either length.</param>
    /// <param name="number">The number; never echoed.</param>
    /// <param name="country">ISO 3166-1 alpha-2, or empty.</param>
    /// <param name="female">Sex as written beside it, or null.</param>
    /// <param name="birthYear">Year of birth as written beside it, or null.</param>
    public static IEnumerable<PersonWarning> Check(
        LawTables law, PaperKind kind, string number, string country = "", bool? female = null, int? birthYear = null) => kind switch
        {
            PaperKind.CitizenId => Twelve(law, number, female, birthYear),
            PaperKind.OldId => IsDigits(number, 9) ? [] : Twelve(law, number, female, birthYear),
            PaperKind.Unspecified => IsDigits(number, 9) ? [] : Twelve(law, number, female, birthYear),
            PaperKind.Passport when country is "VN" or "" => IsPassport(number) ? [] : [PersonWarning.IdNumberShape],
            PaperKind.ForeignId when country.Length == 0 => [PersonWarning.PaperCountryMissing],
            _ => [],
        };

    private static IEnumerable<PersonWarning> Twelve(LawTables law, string number, bool? female, int? birthYear)
    {
        if (!IsDigits(number, 12))
        {
            yield return PersonWarning.IdNumberShape;
            yield break;
        }

        var place = int.Parse(number.AsSpan(0, 3), CultureInfo.InvariantCulture);
        var provinces = law.Codes.Where(c => c.Name == "provinces").SelectMany(c => c.Rows);
        if (place <= LastProvince && provinces.All(r => r.Standing.Id != number[1..3])) yield return PersonWarning.IdNumberProvince;

        var sexAndCentury = number[3] - '0';
        if (female is { } written && written != (sexAndCentury % 2 == 1)) yield return PersonWarning.IdNumberSex;
        var year = 1900 + (100 * (sexAndCentury / 2)) + int.Parse(number.AsSpan(4, 2), CultureInfo.InvariantCulture);
        if (birthYear is { } born && born != year) yield return PersonWarning.IdNumberBirthYear;
    }

    private static bool IsDigits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);

    /// <summary>A letter and seven digits; eight on the newest (remembered, law.md section 7).</summary>
    private static bool IsPassport(string text) =>
        text.Length is 8 or 9 && char.IsAsciiLetterUpper(text[0]) && text.Skip(1).All(char.IsAsciiDigit);
}

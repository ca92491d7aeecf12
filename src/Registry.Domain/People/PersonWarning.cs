using System.Text.Json;

namespace Registry.Domain.People;

/// <summary>
/// What looks unlikely in what was written about a person. Never a refusal: papers err, numbers are given anew, and a truth must not be
/// turned away. Texts are in <c>warnings.md</c>; they name no value.
/// </summary>
public enum PersonWarning
{
    NameMissing,
    NameSaidUnknown,
    NameNotOneWord,
    NameOfOneWord,
    BirthDateUnlikely,
    StatelessWithNationality,
    NationalitiesDiffer,
    EthnicGroupUnlisted,
    EthnicListUnknown,
    IdNumberShape,
    IdNumberProvince,
    IdNumberSex,
    IdNumberBirthYear,
    PaperCountryMissing,
    PaperBeforeBirth,
    PaperPeriod,
    PapersSaidNone,
    MapDayMissing,
    DistrictAfterMerger,
    AreaCodeShape,
    AreaCodeUnknown,
    NotAMinorByBirth,
}

/// <summary>A warning at a field.</summary>
/// <param name="Warning">What.</param>
/// <param name="Field">Name of the field, e.g. <c>home_address.district</c>; never its value.</param>
public readonly record struct WarningAt(PersonWarning Warning, string Field);

/// <summary>Codes of warnings.</summary>
public static class PersonWarnings
{
    private static readonly string[] Codes = [.. Enum.GetNames<PersonWarning>().Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The stable code, e.g. <c>ID_NUMBER_SHAPE</c>.</summary>
    public static string Code(this PersonWarning warning) => Codes[(int)warning];
}

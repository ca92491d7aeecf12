using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>
/// An address speaks the map of a day: province, district (until 30 June 2025) and commune, before or after the merger. Codes where they
/// are known, text otherwise; nothing is translated from one map to another.
/// </summary>
public static class AddressMaps
{
    /// <summary>What is unlikely about an address, with the name of the field inside it.</summary>
    /// <param name="law">Lists of provinces and the areas of the own province.</param>
    /// <param name="day">Day whose map it speaks; null where it is not said.</param>
    /// <param name="district">District in words.</param>
    /// <param name="provinceCode">Two digits, or empty.</param>
    /// <param name="districtCode">Three digits, or empty.</param>
    /// <param name="communeCode">Five digits, or empty.</param>
    public static IEnumerable<WarningAt> Check(
        LawTables law, DateOnly? day, string district, string provinceCode, string districtCode, string communeCode)
    {
        (string Field, string Code, int Digits, AreaLevel Level)[] codes =
        [
            ("province_code", provinceCode, 2, AreaLevel.Province),
            ("district_code", districtCode, 3, AreaLevel.District),
            ("commune_code", communeCode, 5, AreaLevel.Commune),
        ];
        if (day is null && codes.Any(c => c.Code.Length > 0)) yield return new(PersonWarning.MapDayMissing, "map_day");
        if (day is { } after && !HasDistricts(law, after) && (district.Length > 0 || districtCode.Length > 0))
            yield return new(PersonWarning.DistrictAfterMerger, district.Length > 0 ? "district" : "district_code");
        foreach (var (field, code, digits, level) in codes.Where(c => c.Code.Length > 0))
        {
            if (code.Length != digits || !code.All(char.IsAsciiDigit)) yield return new(PersonWarning.AreaCodeShape, field);
            else if (day is { } on && !MayStand(law, level, code, on)) yield return new(PersonWarning.AreaCodeUnknown, field);
        }
    }

    /// <summary>Provinces are listed whole; of districts and communes those of the own province, and one that is not listed may well be true.</summary>
    private static bool MayStand(LawTables law, AreaLevel level, string code, DateOnly on)
    {
        if (level == AreaLevel.Province)
            return law.Codes.Where(c => c.Name == "provinces").SelectMany(c => c.Rows).Any(r => r.Standing.Id == code && r.Standing.ValidOn(on));
        var listed = law.Agencies.Areas.All.Where(a => a.Level == level && a.Code == code).ToArray();
        return listed.Length == 0 || listed.Any(a => a.StandsOn(on));
    }

    /// <summary>Districts are gone on the first day of the list of provinces that has none beside it.</summary>
    private static bool HasDistricts(LawTables law, DateOnly on) =>
        law.Agencies.Areas.All.Any(a => a.Level == AreaLevel.District && a.StandsOn(on)) || on < law.Regimes[0].Standing.From;
}

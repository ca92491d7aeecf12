using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

/// <summary>An address speaks the map of its day and is kept in it.</summary>
public sealed class AddressMapTests
{
    private static readonly DateOnly New = new(2025, 7, 1);

    private static string Check(DateOnly? day, string district = "", string province = "", string districtCode = "", string commune = "") =>
        string.Join(", ", AddressMaps.Check(Hue.Law, day, district, province, districtCode, commune).Select(one => $"{one.Field} {one.Warning}"));

    [Fact]
    public void Text_alone_is_enough_on_any_map_and_on_none()
    {
        Assert.Equal("", Check(null, "huyện A Lưới"));
        Assert.Equal("", Check(Hue.Day, "huyện A Lưới"));
        Assert.Equal("", Check(New.AddDays(-1), "huyện A Lưới"));
        Assert.Equal("", Check(New));
    }

    [Fact]
    public void There_are_no_districts_on_a_map_after_the_merger()
    {
        Assert.Equal("district DistrictAfterMerger", Check(New, "huyện A Lưới"));
        Assert.Equal("district_code DistrictAfterMerger, district_code AreaCodeUnknown", Check(New, districtCode: "481"));
    }

    [Fact]
    public void A_code_needs_the_day_whose_map_it_is_of() => Assert.Equal("map_day MapDayMissing", Check(null, province: "46"));

    [Theory]
    [InlineData("2016-03-01", "46", "", "", "")]
    [InlineData("2016-03-01", "45", "", "", "")]
    [InlineData("2025-07-01", "45", "", "", "province_code AreaCodeUnknown")]
    [InlineData("2025-07-01", "46", "", "", "")]
    [InlineData("2016-03-01", "03", "", "", "province_code AreaCodeUnknown")]
    [InlineData("2016-03-01", "46", "483", "", "")]
    [InlineData("2025-02-01", "46", "483", "", "district_code AreaCodeUnknown")]
    [InlineData("2016-03-01", "01", "001", "00001", "")]
    [InlineData("2016-03-01", "046", "48", "123456", "province_code AreaCodeShape, district_code AreaCodeShape, commune_code AreaCodeShape")]
    public void A_code_is_of_the_list_of_its_day(string day, string province, string district, string commune, string warnings) =>
        Assert.Equal(warnings, Check(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), province: province, districtCode: district, commune: commune));
}

using System.Globalization;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Succession;

/// <summary>The communes of the province through four mergers: what each became, who goes on with its work, and that nobody's ground is lost.</summary>
public sealed class CommuneTests
{
    private static readonly AgencyDirectory Directory = Hue.Law.Agencies;

    private static IEnumerable<Area> Communes(DateOnly on) => Directory.Areas.All.Where(a => a.Level == AreaLevel.Commune && a.StandsOn(on));

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    /// <summary>Resolutions 834/NQ-UBTVQH14, 1264/NQ-UBTVQH14, 1314/NQ-UBTVQH15 and 1675/NQ-UBTVQH15.</summary>
    [Theory]
    [InlineData("2015-06-20", 152)]
    [InlineData("2019-12-31", 152)]
    [InlineData("2020-01-01", 145)]
    [InlineData("2021-06-30", 145)]
    [InlineData("2021-07-01", 141)]
    [InlineData("2024-12-31", 141)]
    [InlineData("2025-01-01", 133)]
    [InlineData("2025-06-30", 133)]
    [InlineData("2025-07-01", 40)]
    public void So_many_communes_stand_on_the_day_each_with_its_number_its_committee_and_its_police(string day, int count)
    {
        var standing = Communes(Day(day)).ToArray();

        Assert.Equal(count, standing.Length);
        Assert.Equal(count, standing.Select(a => a.Code).Distinct().Count());
        Assert.All(standing, a => Assert.Matches("^(19|20)[0-9]{3}$", a.Code!));
        Assert.All(standing, a => Assert.Equal([AgencyKind.CommunePolice, AgencyKind.CommuneCommittee], Directory.On(Day(day)).Where(g => g.Area == a.Id && g.Kind is AgencyKind.CommunePolice or AgencyKind.CommuneCommittee).Select(g => g.Kind).Order()));
    }

    [Theory]
    [InlineData("2015-06-20", "HUE 27, PHONGDIEN 16, QUANGDIEN 11, PHUVANG 20, HUONGTHUY 12, HUONGTRA 16, ALUOI 21, PHULOC 18, NAMDONG 11")]
    [InlineData("2020-01-01", "HUE 27, PHONGDIEN 16, QUANGDIEN 11, PHUVANG 19, HUONGTHUY 12, HUONGTRA 15, ALUOI 18, PHULOC 17, NAMDONG 10")]
    [InlineData("2021-07-01", "HUE 36, PHONGDIEN 16, QUANGDIEN 11, PHUVANG 14, HUONGTHUY 10, HUONGTRA 9, ALUOI 18, PHULOC 17, NAMDONG 10")]
    [InlineData("2025-01-01", "PHUXUAN 13, THUANHOA 19, PHONGDIEN 12, QUANGDIEN 11, PHUVANG 14, HUONGTHUY 10, HUONGTRA 9, ALUOI 18, PHULOC 27")]
    [InlineData("2025-07-01", "TTH 40")]
    public void The_communes_lie_in_the_districts_of_the_day(string day, string expected) => Assert.Equal(
        expected.Split(", ").Order(), Communes(Day(day)).GroupBy(a => a.Under).Select(g => $"{g.Key} {g.Count()}").Order());

    [Fact]
    public void The_ground_of_every_commune_of_any_time_lies_in_communes_of_every_later_day_and_all_of_it_in_the_province()
    {
        DateOnly[] days = [.. Directory.Areas.All.Select(a => a.From).Distinct().Order()];
        foreach (var commune in Directory.Areas.All.Where(a => a.Level == AreaLevel.Commune))
        {
            foreach (var day in days.Where(day => day >= commune.From))
            {
                var now = Directory.Areas.Today(commune.Id, day);
                Assert.NotEmpty(now);
                Assert.All(now, id => Assert.Equal(AreaLevel.Commune, Directory.Areas.Find(id, day)!.Level));
                Assert.True(Directory.Areas.Contains("TTH", commune.Id, day));
            }
        }
    }

    [Fact]
    public void Whose_commune_ended_is_answered_for_by_the_committee_and_the_police_of_the_one_that_has_its_ground()
    {
        var last = Day("2026-01-01");
        foreach (var gone in Directory.All.Where(a => a.Kind is AgencyKind.CommuneCommittee or AgencyKind.CommunePolice && a.Until is not null && Directory.Find(a.Code, last) is null))
        {
            var next = Directory.Find(Directory.SuccessorOf(gone.Code, last)!.Value, last)!;

            Assert.Equal(gone.Kind, next.Kind);
            Assert.Contains(next.Area, Directory.Areas.Today(gone.Area, last));
            Assert.Contains(gone.Code, Directory.NamesOf(next.Code, last));
        }
    }

    [Theory]
    [InlineData("UBND-HONGTRUNG", "2019-12-31", "UBND-HONGTRUNG")]
    [InlineData("UBND-HONGTRUNG", "2020-01-01", "UBND-TRUNGSON")]
    [InlineData("UBND-HONGTRUNG", "2025-07-01", "UBND-ALUOI1")]
    [InlineData("CAX-PHUCAT", "2021-07-01", "CAX-GIAHOI")]
    [InlineData("CAX-PHUCAT", "2025-07-01", "CAX-PHUXUAN-2025")]
    [InlineData("UBND-PHUTHUAN-HUE", "2021-07-01", "UBND-TAYLOC")]
    [InlineData("UBND-DUONGNO", "2025-07-01", "UBND-DUONGNO")]
    [InlineData("UBND-HUONGPHONG-ALUOI", "2025-07-01", "UBND-ALUOI4")]
    [InlineData("UBND-HUONGPHONG-HUONGTRA", "2025-07-01", "UBND-HOACHAU")]
    public void A_merger_is_followed_through_the_ones_after_it(string code, string day, string expected) =>
        Assert.Equal(new AgencyCode(expected), Directory.SuccessorOf(new(code), Day(day)));

    [Theory]
    [InlineData("THUANAN", "2016-01-01", "Thị trấn Thuận An", "Công an thị trấn Thuận An")]
    [InlineData("THUANAN", "2021-07-01", "Phường Thuận An", "Công an phường Thuận An")]
    [InlineData("VYDA", "2016-01-01", "Phường Vỹ Dạ", "Công an phường Vỹ Dạ")]
    [InlineData("ADOT", "2016-01-01", "Xã A Đớt", "Công an xã A Đớt")]
    [InlineData("CHANMAYLANGCO", "2025-07-01", "Xã Chân Mây - Lăng Cô", "Công an xã Chân Mây - Lăng Cô")]
    [InlineData("HOACHAU", "2025-07-01", "Phường Hóa Châu", "Công an phường Hóa Châu")]
    public void Names_are_those_of_the_day_and_right_to_the_last_diacritic(string id, string day, string area, string police)
    {
        Assert.Equal(area, Directory.Areas.Find(id, Day(day))!.Vi);
        Assert.Equal(police, Directory.Find(new($"CAX-{id}"), Day(day))!.Vi);
        Assert.Equal($"Ủy ban nhân dân {char.ToLowerInvariant(area[0])}{area[1..]}", Directory.Find(new($"UBND-{id}"), Day(day))!.Vi);
        Assert.True(area.IsNormalized());
    }

    /// <summary>Resolution 1264/NQ-UBTVQH14: Phú Thuận went to Tây Lộc and to Thuận Hòa, so neither has all of it, and the city of the province had.</summary>
    [Fact]
    public void A_commune_that_was_divided_lies_in_none_of_its_parts_and_in_what_has_both()
    {
        var on = Day("2021-07-01");

        Assert.Equal(["TAYLOC", "THUANHOA-HUE"], Directory.Areas.Today("PHUTHUAN-HUE", on));
        Assert.False(Directory.Areas.Contains("TAYLOC", "PHUTHUAN-HUE", on));
        Assert.True(Directory.Areas.Contains("HUE", "PHUTHUAN-HUE", on));
        Assert.True(Directory.Areas.Contains("PHUXUAN-2025", "PHUTHUAN-HUE", Day("2025-07-01")));
    }
}

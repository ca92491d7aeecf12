using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

/// <summary>Structure gives warnings; nothing here refuses.</summary>
public sealed class IdNumberTests
{
    [Theory]
    [InlineData("046187000731", true, 1987)]
    [InlineData("046087000731", false, 1987)]
    [InlineData("046311000731", true, 2011)]
    [InlineData("096204000731", false, 2004)]
    [InlineData("015187000731", true, 1987)] // A province that was merged keeps its numbers.
    [InlineData("304187000731", true, 1987)] // Born abroad: the country stands where the province would.
    [InlineData("046187000731", null, null)]
    [InlineData("191234567", true, 1987)]
    public void A_number_that_fits_gives_no_warning(string number, bool? female, int? born) =>
        Assert.Empty(IdNumbers.Check(Hue.Law, PaperKind.Unspecified, number, "", female, born));

    [Theory]
    [InlineData("04618700073", null, null, PersonWarning.IdNumberShape)]
    [InlineData("0461870007311", null, null, PersonWarning.IdNumberShape)]
    [InlineData("04618700073X", null, null, PersonWarning.IdNumberShape)]
    [InlineData("٠٤٦١٨٧٠٠٠٧٣١", null, null, PersonWarning.IdNumberShape)]
    [InlineData("003187000731", null, null, PersonWarning.IdNumberProvince)]
    [InlineData("000187000731", null, null, PersonWarning.IdNumberProvince)]
    [InlineData("046187000731", false, 1987, PersonWarning.IdNumberSex)]
    [InlineData("046187000731", true, 1988, PersonWarning.IdNumberBirthYear)]
    [InlineData("046187000731", true, 2087, PersonWarning.IdNumberBirthYear)]
    public void A_number_that_does_not_fit_is_named_by_what_does_not(string number, bool? female, int? born, PersonWarning expected) =>
        Assert.Equal([expected], IdNumbers.Check(Hue.Law, PaperKind.Unspecified, number, "", female, born));

    [Fact]
    public void The_fourth_digit_says_century_and_sex_for_five_centuries()
    {
        for (var digit = 0; digit <= 9; digit++)
            Assert.Empty(IdNumbers.Check(Hue.Law, PaperKind.CitizenId, $"046{digit}50000001", "", digit % 2 == 1, 1950 + (100 * (digit / 2))));
    }

    [Fact]
    public void Every_province_of_both_lists_may_stand_first_and_no_other_number_up_to_96()
    {
        var known = Hue.Law.Codes.Where(c => c.Name == "provinces").SelectMany(c => c.Rows).Select(r => r.Standing.Id).ToHashSet(StringComparer.Ordinal);

        for (var place = 0; place <= 96; place++)
        {
            var warned = IdNumbers.Check(Hue.Law, PaperKind.CitizenId, $"{place:000}150000001").Contains(PersonWarning.IdNumberProvince);
            Assert.Equal(!known.Contains($"{place:00}"), warned);
        }

        Assert.Equal([63, 34], Hue.Law.Codes.Where(c => c.Name == "provinces").Select(c => c.Rows.Length));
    }

    [Theory]
    [InlineData(PaperKind.Passport, "B1234567", "VN", false)]
    [InlineData(PaperKind.Passport, "12345678", "VN", true)]
    [InlineData(PaperKind.Passport, "X-77/anything", "LA", false)]
    [InlineData(PaperKind.OldId, "191234567", "", false)]
    [InlineData(PaperKind.OldId, "19123456", "", true)]
    [InlineData(PaperKind.BirthRegistration, "Số 12, quyển 3", "", false)]
    [InlineData(PaperKind.ForeignId, "77", "", true)]
    [InlineData(PaperKind.ForeignId, "77", "CN", false)]
    [InlineData(PaperKind.Other, "bất kỳ", "", false)]
    public void Each_kind_of_paper_has_its_own_structure(PaperKind kind, string number, string country, bool warned) =>
        Assert.Equal(warned, IdNumbers.Check(Hue.Law, kind, number, country).Any());

    [Fact]
    public void Every_warning_has_its_words_in_both_languages() => Assert.All(PersonWarnings.All, code =>
    {
        var text = Hue.Law.WarningText(code);
        Assert.NotNull(text);
        Assert.NotEqual(text.Vi, text.En);
    });
}

using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

public sealed class EthnicGroupTests
{
    [Theory]
    [InlineData("Kinh", "01")]
    [InlineData("kinh", "01")]
    [InlineData("Ta-ôi", "31")]
    [InlineData("Tà-ôi", "31")]
    [InlineData("Tà Ôi", "31")]
    [InlineData("Pa Cô", "31")]
    [InlineData("PA-CÔ", "31")]
    [InlineData("Vân Kiều", "23")]
    [InlineData("Bru - Vân Kiều", "23")]
    [InlineData("Co tu", "26")]
    [InlineData("Mông", "08")]
    [InlineData("Hà Nhì", "35")]
    [InlineData("Thổ", "24")]
    [InlineData("Thái", "03")]
    public void A_group_is_found_by_its_name_and_by_what_else_it_is_called(string name, string code) =>
        Assert.Equal(code, EthnicGroups.Find(Hue.Law, name));

    [Theory]
    [InlineData("Người Rừng")]
    [InlineData("")]
    [InlineData("24")]
    public void A_name_that_is_in_no_list_is_nobody_of_the_list(string name) => Assert.Null(EthnicGroups.Find(Hue.Law, name));

    [Fact]
    public void Every_group_is_found_by_its_own_name_with_all_its_marks() => Assert.All(
        Hue.Law.Codes.Single(c => c.Name == "ethnic-groups").Rows, row => Assert.Equal(row.Standing.Id, EthnicGroups.Find(Hue.Law, row.Vi)));

    [Fact]
    public void Every_other_name_leads_to_the_group_that_its_id_begins_with() => Assert.All(
        Hue.Law.Codes.Single(c => c.Name == "ethnic-names").Rows, row =>
        {
            Assert.Contains(Hue.Law.Codes.Single(c => c.Name == "ethnic-groups").Rows, group => group.Standing.Id == row.Standing.Id[..2]);
            Assert.Equal(row.Standing.Id[..2], EthnicGroups.Find(Hue.Law, row.Vi));
        });

    [Theory]
    [InlineData("Trần  Thị\tĐỏ", "tran thi do")]
    [InlineData("NGƯỠNG VẪY", "nguong vay")]
    [InlineData("Ê-đê", "e de")]
    [InlineData(" Y’ Blô ", "y blo")]
    public void Names_are_compared_without_case_hyphens_and_marks(string name, string bare) => Assert.Equal(bare, VietnameseText.FoldBare(name));

    [Fact]
    public void The_folding_that_keeps_marks_keeps_every_one_of_them()
    {
        Assert.NotEqual(VietnameseText.Fold("Lê Thị Hoà"), VietnameseText.Fold("Lê Thị Hòa"));
        Assert.Equal(VietnameseText.Fold("LÊ THỊ HOÀ"), VietnameseText.Fold("Lê thị hoà"));
    }
}

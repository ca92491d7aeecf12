using Registry.Domain.Matching;

namespace Registry.Domain.Tests.Matching;

/// <summary>What is confirmed of particulars that somebody already has.</summary>
public sealed class ParticularsTests
{
    private static readonly Traits Record = new(["Trần Thị Đỏ", "Hoà"], new(1998, 5, 3), ["046198000123"]);

    [Theory]
    [InlineData("Trần Thị Đỏ", true)]
    [InlineData("  TRAN  thi-do ", true)]
    [InlineData("hòa", true)]
    [InlineData("Trần Đỏ", false)]
    [InlineData("Đỏ Thị Trần", false)]
    [InlineData("", false)]
    [InlineData(" - ", false)]
    public void A_name_is_hers_whatever_marks_it_is_written_with_and_whole(string asked, bool hers) => Assert.Equal(hers, Record.HasName(asked));

    [Theory]
    [InlineData("046198000123", true)]
    [InlineData("046 198 000.123", true)]
    [InlineData("04619800012", false)]
    [InlineData("", false)]
    [InlineData("...", false)]
    public void A_number_is_hers_whatever_stands_between_its_digits(string asked, bool hers) => Assert.Equal(hers, Record.HasNumber(asked));

    [Theory]
    [InlineData(1998, 5, 3, 1998, 5, 3, true)]
    [InlineData(1998, 5, 3, 1998, 0, 0, true)]
    [InlineData(1998, 5, 3, 1998, 5, 0, true)]
    [InlineData(1998, 5, 3, 0, 5, 3, true)]
    [InlineData(1998, 0, 0, 1998, 5, 3, false)]
    [InlineData(1998, 5, 0, 1998, 5, 3, false)]
    [InlineData(1998, 5, 3, 1998, 3, 5, false)]
    [InlineData(0, 0, 0, 1998, 0, 0, false)]
    [InlineData(1998, 5, 3, 0, 0, 0, false)]
    public void Every_part_of_a_date_that_is_asked_must_be_on_record(int year, int month, int day, int askedYear, int askedMonth, int askedDay, bool hers) =>
        Assert.Equal(hers, new BirthDay(year, month, day).Confirms(new(askedYear, askedMonth, askedDay)));

    [Theory]
    [InlineData("Nguyễn Thị Vy", "vi", "nguyen")]
    [InlineData("Nguyễn Thị Mây", "may", "nguyen")]
    [InlineData("H' Lan", "lan", "h")]
    [InlineData("Lan", "lan", "lan")]
    [InlineData("", "", "")]
    public void Somebody_is_looked_for_by_the_last_word_and_by_the_first(string name, string given, string first) =>
        Assert.Equal((given, first), (NameWords.Given(name), NameWords.First(name)));
}

using Registry.Domain.Matching;

namespace Registry.Domain.Tests.Matching;

/// <summary>How alike two records are: what counts, how much, and what never suffices.</summary>
public sealed class ResemblanceTests
{
    private static readonly string[] Surnames = ["Nguyễn", "Trần", "Hoàng", "Huỳnh", "Lý", "Hồ", "Vũ", "Võ", "Kpă"];
    private static readonly string[] Middles = ["Văn", "Thị", "Thanh", "Ngọc"];
    private static readonly string[] GivenNames = ["Lan", "Hùng", "Hải", "Vy", "Vi", "Hương", "Hường", "Mây", "Mai"];
    private static readonly string[] Numbers = ["", "046198000123", "046198000124", "191234567"];

    public static TheoryData<string, string, string, string, Likelihood, string> Pairs => new()
    {
        { "Nguyễn Thị Lan", "1998-05-03", "Nguyễn Thị Lan", "1998-05-03", Likelihood.Likely, "FullName BirthDate" },
        { "Nguyễn Thị Lan", "1998-05-03", "nguyen thi lan", "1998-05-03", Likelihood.Likely, "FullName BirthDate" },
        { "Nguyễn Thị Lan", "1998-05-03", "Nguyễn Thị Lan", "1998-03-05", Likelihood.Possible, "FullName DayAndMonthSwapped" },
        { "Nguyễn Thị Lan", "1998-00-00", "Nguyễn Thị Lan", "1998-05-03", Likelihood.Possible, "FullName BirthYear" },
        { "Nguyễn Thị Lan", "1998-05-00", "Nguyễn Thị Lan", "1998-06-00", Likelihood.Possible, "FullName" },
        { "Nguyễn Thị Lan", "", "Nguyễn Thị Lan", "1998-05-03", Likelihood.Unspecified, "FullName" },
        { "Kpă H' Lan", "", "Kpă H' Lan", "", Likelihood.Possible, "FullName" },
        { "Nguyễn Thị Lan", "1998-05-03", "Lan Thị Nguyễn", "1998-05-03", Likelihood.Likely, "NameInOtherOrder BirthDate" },
        { "Hoàng Ngọc Vy", "1998-05-03", "Huỳnh Ngọc Vi", "1998-05-03", Likelihood.Likely, "GivenNameSpelling SurnameVariant BirthDate" },
        { "Nguyễn Văn Hùng", "1980-01-01", "Nguyễn Văn Hải", "1980-01-01", Likelihood.Unspecified, "Surname BirthDate" },
        { "Nguyễn Thị Mây", "1998-05-03", "Nguyễn Thị Mai", "1998-05-03", Likelihood.Unspecified, "Surname BirthDate" },
        { "Nguyễn Thị Lan", "1998-05-03", "Nguyễn Thị Lan", "1975-05-03", Likelihood.Unspecified, "FullName" },
        { "Lan", "1998-05-03", "Nguyễn Thị Lan", "1998-05-03", Likelihood.Possible, "GivenName BirthDate" },
        { "", "1998-05-03", "", "1998-05-03", Likelihood.Unspecified, "BirthDate" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Names_on_what_two_records_agree(string one, string born, string other, string theirs, Likelihood expected, string reasons)
    {
        var likeness = Resemblance.Of(Record(one, born), Record(other, theirs));

        Assert.Equal((expected, reasons), (likeness.Likelihood, string.Join(' ', likeness.Reasons)));
    }

    [Fact]
    public void A_rare_surname_says_more_than_a_common_one_and_the_given_name_more_than_thi()
    {
        double Bits(string one, string other) => Resemblance.Of(Record(one, ""), Record(other, "")).Bits;

        Assert.True(Bits("Lý Thị Lan", "Lý Thị Lan") > Bits("Nguyễn Thị Lan", "Nguyễn Thị Lan") + 5);
        Assert.True(Bits("Nguyễn Thị Lan", "Nguyễn Văn Lan") > Bits("Nguyễn Thị Lan", "Nguyễn Thị Hải") + 10);
        Assert.True(Bits("Nguyễn Thị Lan", "Nguyễn Thị Lan") - Bits("Nguyễn Thị Lan", "Nguyễn Lan") < 2);
    }

    [Fact]
    public void A_number_that_both_have_makes_them_likely_whatever_the_names_say()
    {
        var one = Record("Nguyễn Thị Lan", "1998-05-03", "046 198.000123");
        var other = Record("Trần Thị Lan", "", "046198000123");

        Assert.Equal(Likelihood.Likely, Resemblance.Of(one, other).Likelihood);
        Assert.Contains(LikenessReason.IdNumber, Resemblance.Of(one, other).Reasons);
    }

    [Fact]
    public void An_old_card_and_a_new_one_do_not_contradict_and_two_new_ones_do()
    {
        double With(string one, string other) => Resemblance.Of(Record("Hồ Lan", "1998-05-03", one), Record("Hồ Lan", "1998-05-03", other)).Bits;

        Assert.Equal(With("", ""), With("191234567", "046198000123"));
        Assert.True(With("046198000123", "046198000124") < With("", ""));
    }

    [Fact]
    public void Another_name_of_hers_counts_like_the_first()
    {
        var one = new Traits(["Mỹ Lệ", "Nguyễn Thị Lan"], new(1998, 5, 3), []);

        Assert.Equal(Likelihood.Likely, Resemblance.Of(one, Record("Nguyễn Thị Lan", "1998-05-03")).Likelihood);
    }

    [Fact]
    public void Is_the_same_in_both_directions_never_fails_and_nobody_is_more_alike_than_oneself()
    {
        var random = new Random(20151222);
        for (var round = 0; round < 5000; round++)
        {
            var (one, other) = (Any(random), Any(random));

            var there = Resemblance.Of(one, other);
            var back = Resemblance.Of(other, one);

            Assert.Equal(there.Bits, back.Bits, 9);
            Assert.Equal(there.Likelihood, back.Likelihood);
            Assert.True(Resemblance.Of(one, one).Bits >= there.Bits - 1e-9);
            Assert.Equal(there.Reasons.Order().Distinct(), there.Reasons);
        }
    }

    [Fact]
    public void A_name_alone_never_makes_two_records_likely_to_be_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 1000; round++)
        {
            var name = Name(random);

            Assert.NotEqual(Likelihood.Likely, Resemblance.Of(Record(name, ""), Record(name, "1990-01-01")).Likelihood);
        }
    }

    [Fact]
    public void Prints_nothing_of_what_it_compares()
    {
        var record = Record("Nguyễn Thị Lan", "1998-05-03", "046198000123");

        Assert.Equal("[sealed] [sealed]", $"{record} {record.Born}");
    }

    private static Traits Any(Random random) => new(
        random.Next(8) == 0 ? [] : [Name(random)],
        new(Pick(random, [0, 1980, 1981, 1998]), Pick(random, [0, 3, 5]), Pick(random, [0, 3, 5])),
        Pick(random, Numbers) is { Length: > 0 } number ? [number] : []);

    private static string Name(Random random) =>
        string.Join(' ', Enumerable.Repeat(0, random.Next(0, 3)).Select(_ => Pick(random, Middles)).Prepend(Pick(random, Surnames)).Append(Pick(random, GivenNames)));

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static Traits Record(string name, string born, string number = "") => new(name.Length > 0 ? [name] : [], Born(born), number.Length > 0 ? [number] : []);

    private static BirthDay Born(string text)
    {
        if (text.Length == 0)
            return BirthDay.Unknown;
        var parts = text.Split('-').Select(int.Parse).ToArray();
        return new(parts[0], parts[1], parts[2]);
    }
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Matching;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Records;

namespace Registry.Server.Tests.Review;

/// <summary>Same surname, same commune: what the queue makes of a mark, by how rare the surname is.</summary>
public sealed class AlikeTests
{
    private static readonly ReviewQueue Queue = new(new ReviewOptions(), LawTables.Load().Calendar);
    private static readonly DateTimeOffset Morning = new(2026, 11, 17, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Nguyễn", false, null)]
    [InlineData("Đặng", false, null)]
    [InlineData("Bùi", false, "REVIEW_SAME_SURNAME")]
    [InlineData("Ngỗng", false, "REVIEW_SAME_SURNAME")]
    [InlineData("Nguyễn", true, "REVIEW_SAME_SURNAME_AND_COMMUNE")]
    [InlineData("", true, "REVIEW_SAME_COMMUNE")]
    [InlineData("", false, null)]
    public void A_common_surname_alone_is_no_reason_and_with_the_commune_it_is(string surname, bool commune, string? rule)
    {
        var mark = new AlikeMark(surname.Length > 0 ? Surnames.PerMille(surname) : null, commune);
        var line = new IndexedRecord(1, Guid.NewGuid(), Guid.NewGuid(), new AccessRecord
        {
            At = Morning,
            Kind = RecordKind.Intent,
            Agency = "A",
            Officer = "a/1",
            Purpose = Purpose.Protect,
            Alike = mark.Text,
            Granted = ImmutableSortedDictionary<FieldClass, string>.Empty.Add(FieldClass.IdentityMinimum, "row"),
        });

        var found = Queue.Of([line], Morning.AddDays(-1), Morning.AddDays(1), _ => true, _ => null).Select(finding => finding.Rule.Id).Where(id => id.StartsWith("REVIEW_SAME", StringComparison.Ordinal));

        Assert.Equal(rule is null ? [] : [rule], found);
    }

    [Fact]
    public void The_mark_is_always_as_long()
    {
        foreach (var mark in (AlikeMark[])[AlikeMark.None, new(2, true), new(385, false), new(999, true), new(null, true)])
        {
            Assert.Equal(4, mark.Text.Length);
            Assert.Equal(mark, AlikeMark.Of(mark.Text));
        }

        Assert.Equal(AlikeMark.None, AlikeMark.Of(null));
    }

    [Theory]
    [InlineData("Nguyễn Thị Mơ", 385)]
    [InlineData("HUỲNH", 102)]
    [InlineData("Hoàng Văn Ví Dụ", 102)]
    [InlineData("Viên", 2)]
    [InlineData("", 2)]
    public void A_surname_counts_with_its_other_spellings(string name, int perMille) => Assert.Equal(perMille, Surnames.PerMille(name));

    [Theory]
    [InlineData("xã Hồng Vân", "Hồng Vân")]
    [InlineData("Phường THUẬN HÒA", "thuận hòa")]
    [InlineData("", "")]
    public void A_commune_is_one_whatever_kind_of_unit_it_is(string one, string other) => Assert.Equal(Communes.Of(other), Communes.Of(one));
}

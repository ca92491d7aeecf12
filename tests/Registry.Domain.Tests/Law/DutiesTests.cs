using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>Decision 22/2015 clause by clause: each is a row, a rule in code, or a duty that the registry does not carry and says why.</summary>
public sealed class DutiesTests
{
    /// <summary>Articles of the regulation and how many clauses each has, as counted in its text; 0 for an article without numbers.</summary>
    private static readonly (int Article, int Clauses)[] Regulation =
    [
        (1, 2), (2, 5), (3, 3), (4, 4), (5, 9), (6, 7), (7, 6), (8, 2), (9, 0), (10, 0), (11, 2), (12, 2), (13, 4), (14, 0), (15, 2), (16, 2), (17, 3),
    ];

    public static TheoryData<string> Clauses() =>
    [
        .. Regulation.SelectMany(a => a.Clauses == 0
            ? [$"QD22/2015-D{a.Article}"]
            : Enumerable.Range(1, a.Clauses).Select(c => $"QD22/2015-D{a.Article}.{c}")),
    ];

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Every_clause_is_carried_or_said_not_to_be(string clause)
    {
        Assert.NotNull(Hue.Law.Basis(clause));
        Assert.Contains(Hue.Law.Duties, d => d.Standing.Source == clause);
    }

    /// <summary>Clauses of several parts that are not all carried, with the parts that are not, as counted in the text.</summary>
    [Theory]
    [InlineData("QD22/2015-D4.2", 1)]
    [InlineData("QD22/2015-D5.2", 1)]
    [InlineData("QD22/2015-D5.3", 1)]
    [InlineData("QD22/2015-D5.4", 1)]
    [InlineData("QD22/2015-D5.7", 1)]
    [InlineData("QD22/2015-D6.1", 1)]
    [InlineData("QD22/2015-D8.1", 2)]
    [InlineData("QD22/2015-D9", 1)]
    [InlineData("QD22/2015-D12.1", 2)]
    [InlineData("QD22/2015-D13.1", 3)]
    [InlineData("QD22/2015-D15.1", 2)]
    public void Each_part_of_a_clause_that_is_carried_in_part_is_said_not_to_be(string clause, int parts)
    {
        var duties = Hue.Law.Duties.Where(d => d.Standing.Source == clause).ToLookup(d => d.CarriedBy.IsEmpty);

        Assert.NotEmpty(duties[false]);
        Assert.Equal(parts, duties[true].Count());
    }

    [Fact]
    public void No_duty_is_of_a_clause_that_the_regulation_does_not_have() =>
        Assert.Empty(Hue.Law.Duties.Select(d => d.Standing.Source).Except(Clauses().Select(c => c.Data)));

    [Fact]
    public void Every_rule_in_code_that_carries_a_duty_exists()
    {
        var types = typeof(LawTables).Assembly.GetTypes().ToLookup(t => t.Name);
        var rules = Hue.Law.Duties.SelectMany(d => d.CarriedBy).Where(n => n.Contains('.', StringComparison.Ordinal)).Distinct().ToArray();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule =>
        {
            var parts = rule.Split('.');
            Assert.Contains(types[parts[0]], t => t.GetMember(parts[1]).Length > 0);
        });
    }

    [Fact]
    public void A_duty_that_is_not_carried_says_why_in_both_languages()
    {
        var not = Hue.Law.Duties.Where(d => d.CarriedBy.IsEmpty).ToArray();

        Assert.NotEmpty(not);
        Assert.All(not, d => Assert.False(string.IsNullOrWhiteSpace(d.WhyNotVi) || string.IsNullOrWhiteSpace(d.WhyNotEn)));
    }
}

using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 17: carrying the regulation out. Clause 2, following it, is what the reports show.</summary>
public sealed class Article17Tests
{
    [Fact]
    public void Clause_2_is_carried_by_the_labour_departments_counts() => Assert.Contains(
        "N2K-37", Hue.Law.Duties.Single(d => d.Standing.Source == "QD22/2015-D17.2").CarriedBy);

    [Fact]
    public void Clauses_1_and_3_are_no_data_and_say_so() => Assert.All(
        new[] { "QD22/2015-D17.1", "QD22/2015-D17.3" }, clause => Assert.True(Hue.Law.Duties.Single(d => d.Standing.Source == clause).CarriedBy.IsEmpty));
}

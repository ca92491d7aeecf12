using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 11: the finance department.</summary>
public sealed class Article11Tests
{
    [Fact]
    public void Clause_1_the_finance_department_sees_counts_and_never_a_person()
    {
        var play = new BorderReturn().Referred();
        var agency = Hue.Of("STC-TTH");

        Assert.Equal([FieldClass.Aggregates], Hue.Permitted(agency, Purpose.Reporting, Facts.None(Guid.NewGuid())));
        Assert.Empty(Hue.Reads(agency, play.World.FactsOf(play.Victim)));
        for (var clause = 1; clause <= 8; clause++)
            Assert.Equal(default, Hue.Law.Authority(clause, agency.Kind, Hue.Day)!.Power);
    }
}

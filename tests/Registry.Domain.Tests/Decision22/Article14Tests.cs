using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 14: the Fatherland Front.</summary>
public sealed class Article14Tests
{
    [Fact]
    public void The_Fatherland_Front_sees_counts_and_never_a_person()
    {
        var play = new BorderReturn().Referred();
        var agency = Hue.Of("MTTQ-TTH");

        Assert.Equal([FieldClass.Aggregates], Hue.Permitted(agency, Purpose.Reporting, Facts.None(Guid.NewGuid())));
        Assert.Empty(Hue.Reads(agency, play.World.FactsOf(play.Victim)));
        for (var clause = 1; clause <= 8; clause++)
            Assert.Equal(default, Hue.Law.Authority(clause, agency.Kind, Hue.Day)!.Power);
    }
}

using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 15: information and reports go to the labour department and upward, as counts.</summary>
public sealed class Article15Tests
{
    [Fact]
    public void Clause_1_the_committee_sees_counts_and_never_a_person()
    {
        var committee = Hue.Of("UBND-TTH");

        Assert.Equal([FieldClass.Aggregates], Hue.Permitted(committee, Purpose.Reporting, Facts.None(Guid.NewGuid())));
        Assert.Empty(Hue.Reads(committee, new BorderReturn().Referred().OfVictim));
    }

    [Fact]
    public void Clause_2_gives_no_third_system_a_right_to_ask_about_anybody() => Assert.Empty(
        Hue.Reads(Hue.Population, new BorderReturn().Referred().OfVictim));

    [Fact]
    public void Clause_2_the_labour_department_sees_others_receptions_as_counts_alone()
    {
        var play = new BorderReturn().Announced();
        var alone = Guid.NewGuid();
        play.World.RegisterVictim(alone, Hue.Post, null);
        play.World.Receive(alone, Hue.Post);

        Assert.Empty(Hue.Reads(Hue.Labour, play.World.FactsOf(alone)));
    }
}

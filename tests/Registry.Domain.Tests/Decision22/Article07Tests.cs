using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 7: the border guard.</summary>
public sealed class Article07Tests
{
    [Fact]
    public void Clause_1_it_receives_at_the_gate_together_with_police_and_labour_department()
    {
        var play = new BorderReturn().Received();

        Assert.Equal(3, play.World[play.Victim].Person!.Receptions.Length);
    }

    [Fact]
    public void Clause_2_the_command_directs_its_own_posts_and_nobody_else()
    {
        var play = new BorderReturn();
        play.World.Announce(play.Announcement, Hue.Police, Hue.Labour, Hue.Command);

        Assert.Equal("DIRECTION_NOT_IN_AUTHORITY", Assert.NotNull(play.World.Acknowledge(play.Announcement, Hue.Labour, Hue.Post)).Refusal!.Reason);
        Assert.Null(Assert.NotNull(play.World.Acknowledge(play.Announcement, Hue.Command, Hue.Post)).Refusal);
    }

    [Fact]
    public void Clause_2_it_decides_when_the_labour_department_asks()
    {
        var play = new BorderReturn().Certified();
        Assert.Null(play.World.Measure(play.Sister, Hue.Command, 3));

        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 7, Hue.Command);

        Assert.Null(Assert.NotNull(play.World.Measure(play.Victim, Hue.Command, 7)).Refusal);
    }

    [Fact]
    public void Clause_3_it_brings_a_person_to_the_centre_when_she_needs_it_and_keeps_nothing_of_where_she_is()
    {
        var play = new BorderReturn().HandedOver();

        Assert.Equal(["Status"], Hue.Reads(Hue.Post, play.World.FactsOf(play.Victim)));
        Assert.Contains(nameof(FieldClass.CurrentPlace), Hue.Reads(Hue.Centre, play.World.FactsOf(play.Victim)));
    }
}

using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 3: what victims and relatives may ask for and refuse, and what follows.</summary>
public sealed class Article03Tests
{
    [Fact]
    public void Clause_1_victims_and_relatives_may_ask_and_whoever_passes_it_on_needs_no_power_of_its_own()
    {
        var play = new BorderReturn().Certified();

        Done(play.World.Ask(play.Victim, Hue.Police, Guid.NewGuid(), 3, Hue.Investigation, AskedBy.ProtectedPerson));
        Done(play.World.Ask(play.Daughter, Hue.Police, Guid.NewGuid(), 3, Hue.Investigation, AskedBy.Relative));
    }

    [Fact]
    public void Clause_1_they_may_refuse_a_measure_that_has_not_begun()
    {
        var play = new BorderReturn().Protected();
        var measure = play.World[play.Victim].Dossier!.Measures[0].Id;

        Done(play.World.Decline(play.Victim, Hue.Centre, measure));

        Assert.Equal(MeasureStatus.Declined, play.World[play.Victim].Dossier!.FindMeasure(measure)!.Status);
    }

    [Fact]
    public void Clause_2_who_gives_a_running_measure_up_answers_for_her_own_safety_and_keeps_what_it_hid()
    {
        var play = new BorderReturn().Protected();
        var measure = play.World[play.Victim].Dossier!.Measures[0].Id;
        Done(play.World.Start(play.Victim, Hue.Centre, measure));

        Done(play.World.Withdraw(play.Victim, Hue.Centre, measure));

        var given = play.World[play.Victim].Dossier!.FindMeasure(measure)!;
        Assert.Equal((MeasureStatus.Withdrawn, true), (given.Status, given.Fact.HidesOn(Hue.Day)));
    }

    private static void Done(Decided? decided) => Assert.Null(Assert.NotNull(decided).Refusal?.Reason);
}

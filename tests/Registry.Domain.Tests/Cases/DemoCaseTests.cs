using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Tests.Cases;

/// <summary>The whole demo case at the level of the domain, told in its order.</summary>
public sealed class DemoCaseTests
{
    [Fact]
    public void Three_agencies_receive_together_and_each_holds_its_own_reception()
    {
        var play = new BorderReturn().Received();

        var received = play.World[play.Victim].Relations.Where(r => r.Kind == RelationKind.Receiver).Select(r => r.Agency);

        Assert.Equal([Hue.Police.Agency, Hue.Post.Agency, Hue.Labour.Agency], received.Order());
        Assert.Single(play.World[play.Victim].Person!.Receptions, r => r.Lead);
    }

    [Fact]
    public void The_border_post_loses_the_person_on_the_day_it_hands_her_over()
    {
        var play = new BorderReturn().Certified();
        Assert.Contains("CurrentPlace", Hue.Reads(Hue.Post, play.World.FactsOf(play.Victim)));

        play = new BorderReturn().HandedOver();

        Assert.Equal(["Status"], Hue.Reads(Hue.Post, play.World.FactsOf(play.Victim)));
        Assert.Contains(FieldClass.CurrentPlace, Hue.Permitted(Hue.Centre, Purpose.Care, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void The_labour_department_decides_1_2_4_5_for_both_and_the_decisions_say_conflict()
    {
        var play = new BorderReturn().Protected();

        foreach (var person in new[] { play.Victim, play.Daughter })
        {
            var measures = play.World[person].Dossier!.Measures;
            Assert.Equal([1, 2, 4, 5], measures.Select(m => m.Fact.Clause));
            Assert.All(measures, m => Assert.Equal(Certainty.Conflict, m.Certainty));
        }
    }

    [Fact]
    public void Guards_are_refused_to_the_labour_department_with_the_article_and_the_next_step_and_decided_on_its_request()
    {
        var play = new BorderReturn().Protected();

        var refusal = play.World.Measure(play.Victim, Hue.Labour, 3)!.Value.Refusal!;

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", refusal.Reason);
        Assert.Equal("QD22/2015-D5.5", refusal.Source);
        Assert.Equal("REQUEST_FROM_INVESTIGATION_POLICE", refusal.NextStep);

        play = new BorderReturn().Guarded();
        var guard = Assert.Single(play.World[play.Victim].Dossier!.Measures, m => m.Fact.Clause == 3);
        Assert.Equal(Certainty.Inferred, guard.Certainty);
        Assert.Equal(play.GuardRequest, guard.Request);
    }

    [Fact]
    public void Secrecy_for_the_sister_at_home_is_refused_because_she_did_not_come_along()
    {
        var play = new BorderReturn().Protected();

        var refusal = play.World.Measure(play.Sister, Hue.Labour, 2)!.Value.Refusal!;

        Assert.Equal("DID_NOT_COME_ALONG", refusal.Reason);
        Assert.Equal("REQUEST_FROM_INVESTIGATION_POLICE", refusal.NextStep);
    }

    [Fact]
    public void The_labour_department_may_ask_the_investigation_police_to_protect_the_sister_at_home()
    {
        var play = new BorderReturn().Protected();

        var asked = play.World.Ask(play.Sister, Hue.Labour, Guid.NewGuid(), 2, Hue.Investigation);
        var decided = play.World.Measure(play.Sister, Hue.Investigation, 2);

        Assert.False(asked!.Value.IsRefused);
        Assert.False(decided!.Value.IsRefused);
    }

    [Fact]
    public void The_health_department_sees_name_birth_year_and_health_and_nothing_else()
    {
        var play = new BorderReturn().Referred();

        var seen = Hue.Permitted(Hue.Health, Purpose.Treatment, play.World.FactsOf(play.Victim));

        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.Health], seen);
    }

    [Fact]
    public void The_population_system_gets_equal_decisions_for_her_the_sister_and_nobody_before_and_after_the_measures()
    {
        var before = new BorderReturn().Certified();
        var after = new BorderReturn().Referred();

        foreach (var purpose in Hue.Purposes)
        {
            var nobody = Hue.Look(Hue.Population, purpose, Facts.None(Guid.NewGuid()));
            Assert.Equal(nobody, Hue.Look(Hue.Population, purpose, before.World.FactsOf(before.Victim)));
            Assert.Equal(nobody, Hue.Look(Hue.Population, purpose, after.World.FactsOf(after.Victim)));
            Assert.Equal(nobody, Hue.Look(Hue.Population, purpose, after.World.FactsOf(after.Sister)));
        }
    }

    [Fact]
    public void Her_own_code_confirms_her_certificate_while_secrecy_is_in_force()
    {
        var play = new BorderReturn().Referred();
        var facts = play.World.FactsOf(play.Victim).AsIf(Hue.Relation(Hue.Population, RelationKind.ConsentCode));

        Assert.Equal([FieldClass.Verification], Hue.Permitted(Hue.Population, Purpose.IdentityCheck, facts));
    }

    [Fact]
    public void Police_see_decisions_and_identity_but_never_the_shelter()
    {
        var play = new BorderReturn().Referred();

        var seen = Hue.Look(Hue.Police, Purpose.Protect, play.World.FactsOf(play.Victim));

        Assert.True(seen.Permits(FieldClass.ProtectionDecision));
        Assert.True(seen.Permits(FieldClass.CoreIdentity));
        Assert.Equal(NeedToKnow.None, seen.Refused[FieldClass.CurrentPlace]);
        Assert.False(seen.Permits(FieldClass.ProtectionOperation));
        Assert.DoesNotContain("CurrentPlace", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void The_centre_sees_the_place_and_the_orders_that_it_carries_out()
    {
        var play = new BorderReturn().Referred();

        var seen = Hue.Look(Hue.Centre, Purpose.Care, play.World.FactsOf(play.Victim));

        Assert.True(seen.Permits(FieldClass.CurrentPlace));
        Assert.Equal([1, 2, 4, 5], Hue.Clauses(seen, play.OfVictim));
    }

    [Fact]
    public void The_investigation_police_see_their_own_guard_plan_and_no_other_operation()
    {
        var play = new BorderReturn().Guarded();

        var seen = Hue.Look(Hue.Investigation, Purpose.Protect, play.World.FactsOf(play.Victim));

        Assert.Equal([3], Hue.Clauses(seen, play.OfVictim));
        Assert.False(seen.Permits(FieldClass.CurrentPlace));
        Assert.True(seen.Permits(FieldClass.HomeAddress));
    }

    [Fact]
    public void A_district_officer_without_a_relation_gets_what_a_person_who_does_not_exist_gives()
    {
        var play = new BorderReturn().Referred();

        foreach (var purpose in Hue.Purposes)
            Assert.Equal(
                Hue.Look(Hue.District, purpose, Facts.None(Guid.NewGuid())),
                Hue.Look(Hue.District, purpose, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void An_inspector_reads_lines_and_no_record()
    {
        var play = new BorderReturn().Referred();

        Assert.Equal(["AccessLines"], Hue.Reads(Hue.Inspector, play.World.FactsOf(play.Victim)));
    }
}

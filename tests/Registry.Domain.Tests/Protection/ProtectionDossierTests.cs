using System.Globalization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Protection;

/// <summary>Who may decide what, for whom, and when; the decisions alone, without the rule before them.</summary>
public sealed class ProtectionDossierTests
{
    private static Decided Decide(BorderReturn play, Guid person, Actor by, int clause, DateOnly? on = null) => ProtectionDossier.Decide(
        Hue.Law, play.World[person],
        new(by, on ?? Hue.Day, Guid.NewGuid(), Guid.NewGuid(), clause, [], on ?? Hue.Day, null, null));

    private static string? Reason(Decided decided) => decided.Refusal?.Reason;

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(2, null, null)]
    [InlineData(3, "MEASURE_NOT_IN_AUTHORITY", "REQUEST_FROM_INVESTIGATION_POLICE")]
    [InlineData(4, null, null)]
    [InlineData(5, null, null)]
    [InlineData(6, "MEASURE_NOT_IN_AUTHORITY", "REQUEST_FROM_INVESTIGATION_POLICE")]
    [InlineData(7, "MEASURE_NOT_IN_AUTHORITY", "REQUEST_FROM_INVESTIGATION_POLICE")]
    [InlineData(8, "MEASURE_NOT_IN_AUTHORITY", "REQUEST_FROM_COURT")]
    public void The_labour_department_decides_1_2_4_5_and_is_told_the_next_step_for_the_rest(int clause, string? reason, string? next)
    {
        var play = new BorderReturn().Certified();

        var decided = Decide(play, play.Victim, Hue.Labour, clause);

        Assert.Equal(reason, Reason(decided));
        Assert.Equal(next, decided.Refusal?.NextStep);
        if (decided.Refusal is { } refusal) Assert.Equal("QD22/2015-D5.5", refusal.Source);
    }

    [Fact]
    public void The_labour_department_must_have_signed_its_own_minutes()
    {
        var play = new BorderReturn().Announced();
        play.World.RegisterVictim(play.Victim, Hue.Post, play.Announcement);
        play.World.Receive(play.Victim, Hue.Police);
        play.World.Verify(play.Victim, Hue.Police);

        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(Decide(play, play.Victim, Hue.Labour, 2)));
        play.World.Receive(play.Victim, Hue.Labour);
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Labour, 2)));
    }

    [Fact]
    public void A_measure_needs_a_confirmed_victim_or_kin()
    {
        var received = new BorderReturn().Received();
        Assert.Equal("NOT_YET_VERIFIED", Reason(Decide(received, received.Victim, Hue.Labour, 2)));
        Assert.Null(Reason(Decide(received, received.Daughter, Hue.Labour, 2)));

        received.World.Verify(received.Victim, Hue.Police, VerificationOutcome.NotVictim);
        Assert.Equal("NOT_A_VICTIM", Reason(Decide(received, received.Victim, Hue.Labour, 2)));

        var minor = Guid.NewGuid();
        received.World.RegisterRelative(minor, Hue.Post, received.Victim, null, accompanies: true, minor: true);
        received.World.Receive(minor, Hue.Labour);
        Assert.Equal("NOT_PROTECTED_BY_DECREE", Reason(Decide(received, minor, Hue.Labour, 2)));
    }

    [Fact]
    public void What_is_in_force_is_not_decided_again_until_it_has_ended()
    {
        var play = new BorderReturn().Certified();
        play.World.Measure(play.Victim, Hue.Labour, 4, ends: Hue.Day.AddDays(30));

        Assert.Equal("ALREADY_IN_FORCE", Reason(Decide(play, play.Victim, Hue.Labour, 4)));
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Labour, 2)));
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Labour, 4, Hue.Day.AddDays(30))));
    }

    [Fact]
    public void The_border_guard_acts_on_its_own_reception_or_when_the_labour_department_asks()
    {
        var play = new BorderReturn().Certified();
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Post, 3)));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(Decide(play, play.Victim, Hue.Command, 3)));

        play.World.Ask(play.Victim, Hue.Police, Guid.NewGuid(), 3, Hue.Command);
        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(Decide(play, play.Victim, Hue.Command, 3)));

        play = new BorderReturn().Certified();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Command);
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Command, 3)));
        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Reason(Decide(play, play.Victim, Hue.Command, 6)));
    }

    [Fact]
    public void The_court_alone_closes_a_trial_for_a_victim_who_asked()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("NOT_ASKED_BY_VICTIM", Reason(Decide(play, play.Victim, Hue.Court, 8)));
        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Reason(Decide(play, play.Victim, Hue.Investigation, 8)));
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court);
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Court, 8)));
        play.World.Ask(play.Daughter, Hue.Labour, Guid.NewGuid(), 8, Hue.Court);
        Assert.Equal("NOT_ASKED_BY_VICTIM", Reason(Decide(play, play.Daughter, Hue.Court, 8)));
    }

    [Theory]
    [InlineData(AskedBy.ProtectedPerson, null)]
    [InlineData(AskedBy.Representative, null)]
    [InlineData(AskedBy.Relative, "NOT_ASKED_BY_VICTIM")]
    [InlineData(AskedBy.Agency, "NOT_ASKED_BY_VICTIM")]
    public void A_trial_is_closed_for_the_victim_and_her_representative_not_for_who_asks_in_his_own_name(AskedBy asked, string? expected)
    {
        var play = new BorderReturn().Certified();

        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, asked);

        Assert.Equal(expected, Reason(Decide(play, play.Victim, Hue.Court, 8)));
    }

    [Fact]
    public void An_inferred_authority_that_is_switched_off_and_one_outside_its_case_are_refused()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("AUTHORITY_NOT_APPROVED", Reason(Decide(play, play.Victim, Hue.Of("VKSND-TTH"), 1)));
        Assert.Equal("NOT_IN_YOUR_CARE", Reason(Decide(play, play.Victim, Hue.Centre, 5)));
        Assert.Equal("NOT_IN_YOUR_AREA", Reason(Decide(play, play.Victim, Hue.District, 2)));
        Assert.Equal("REGIME_NOT_IN_FORCE", Reason(Decide(play, play.Victim, Hue.Investigation, 2, new DateOnly(2015, 6, 19))));

        play = new BorderReturn().HandedOver();
        Assert.Null(Reason(Decide(play, play.Victim, Hue.Centre, 5)));
    }

    [Fact]
    public void Requests_go_to_a_competent_other_agency_and_once()
    {
        var play = new BorderReturn().Protected();
        string? Ask(int clause, AgencyCode to) => Reason(ProtectionDossier.Request(
            Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), clause, to, AskedBy.Agency)));

        Assert.Null(Ask(3, Hue.Investigation.Agency));
        Assert.Equal("REQUEST_TO_YOURSELF", Ask(5, Hue.Labour.Agency));
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", Ask(3, Hue.Health.Agency));
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", Ask(1, new("VKSND-TTH")));
        Assert.Equal("UNKNOWN_AGENCY", Ask(3, new("NOBODY")));
        play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation, AskedBy.Agency);
        Assert.Equal("REQUEST_ALREADY_OPEN", Ask(3, Hue.Investigation.Agency));
    }

    [Theory]
    [InlineData("UBND-HONGVAN", "HONGVAN", null)]
    [InlineData("UBND-ALUOI", "HONGVAN", null)]
    [InlineData("UBND-HONGVAN", "HONGTHUY", "ADDRESSEE_SERVES_ANOTHER_AREA")]
    [InlineData("UBND-HONGVAN", "TTH", "ADDRESSEE_SERVES_ANOTHER_AREA")]
    [InlineData("UBND-HONGVAN", null, null)]
    public void Who_decides_inside_its_area_is_asked_for_nobody_outside_it(string addressee, string? area, string? expected)
    {
        var play = new BorderReturn().Protected();

        Assert.Equal(expected, Reason(ProtectionDossier.Request(
            Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 2, new(addressee), AskedBy.Agency, area))));
    }

    [Fact]
    public void A_decision_answers_only_a_request_to_the_decider_and_closes_it()
    {
        var play = new BorderReturn().Protected();
        play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation);
        var command = new DecideMeasure(
            Hue.Investigation, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 3, [], Hue.Day, null, Guid.NewGuid());

        Assert.Equal("REQUEST_NOT_ADDRESSED_TO_YOU", Reason(ProtectionDossier.Decide(Hue.Law, play.World[play.Victim], command)));

        play.World.Measure(play.Victim, Hue.Investigation, 3);
        Assert.DoesNotContain(play.World[play.Victim].Dossier!.Requests, r => r.Open);
        Assert.False(play.World[play.Victim].Relations.Holds(Hue.Investigation.Agency, Hue.Day, RelationKind.RequestAddressee));
    }

    [Fact]
    public void A_period_runs_forward_and_executors_are_known_agencies()
    {
        var play = new BorderReturn().Certified();
        var good = new DecideMeasure(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 5, [], Hue.Day, null, null);
        string? Try(DecideMeasure command) => Reason(ProtectionDossier.Decide(Hue.Law, play.World[play.Victim], command));

        Assert.Null(Try(good));
        Assert.Equal("PERIOD_NOT_VALID", Try(good with { StartsOn = Hue.Day.AddDays(-1) }));
        Assert.Equal("PERIOD_NOT_VALID", Try(good with { EndsOn = Hue.Day }));
        Assert.Equal("UNKNOWN_AGENCY", Try(good with { Executors = [new("NOBODY")] }));
    }

    /// <summary>The law of 2024 was not seen to have measure 1; measure 2 is there on both days.</summary>
    [Theory]
    [InlineData(1, "2025-06-30", null)]
    [InlineData(1, "2025-07-01", "MEASURE_NOT_IN_AUTHORITY")]
    [InlineData(2, "2025-07-01", null)]
    public void Who_lost_the_power_with_a_change_of_law_does_not_decide_anew_under_the_old_one(int clause, string recorded, string? expected)
    {
        var play = new BorderReturn().Certified();
        var before = new DateOnly(2025, 6, 30);
        var command = new DecideMeasure(
            Hue.Investigation, before, Guid.NewGuid(), Guid.NewGuid(), clause, [], before, null, null,
            DateOnly.Parse(recorded, CultureInfo.InvariantCulture));

        Assert.Equal(expected, Reason(ProtectionDossier.Decide(Hue.Law, play.World[play.Victim], command)));
    }

    [Fact]
    public void All_measures_of_a_person_stand_in_one_dossier()
    {
        var play = new BorderReturn().Protected();
        var dossier = play.World[play.Victim].Dossier!.Id;

        var decided = Assert.IsType<MeasureDecided>(Decide(play, play.Victim, Hue.Investigation, 3).Events.Single());

        Assert.Equal(dossier, decided.Dossier);
        Assert.Equal(play.Victim, decided.Person);
        Assert.Equal(Certainty.Inferred, decided.Certainty);
        Assert.Equal([Hue.Investigation.Agency], decided.Executors.AsEnumerable());
    }
}

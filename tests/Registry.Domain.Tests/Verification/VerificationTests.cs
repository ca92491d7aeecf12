using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>What is refused on the way to a finding, and what a rejection, a revocation and a closing leave of a record.</summary>
public sealed class VerificationTests
{
    private static readonly Actor Office = Hue.Of("PLDTBXH-ALUOI");
    private static readonly DateOnly Due = Hue.Day.AddDays(20);

    [Fact]
    public void One_request_runs_at_a_time_until_its_time_is_over()
    {
        var (world, person) = Asked();

        Assert.Equal("VERIFICATION_RUNS", Reason(world.AskToVerify(person, Office, Hue.Police)));
        Assert.Null(world.Verify(person, Hue.Police));
        world.Today = Due.AddDays(1);
        Assert.Null(Reason(world.AskToVerify(person, Office, Hue.Police)));

        Assert.Null(world.Verify(person, Hue.AluoiPolice));
        Assert.Null(Reason(world.Verify(person, Hue.Police)));
    }

    [Fact]
    public void A_request_that_is_written_down_after_the_time_of_the_one_before_is_taken_whatever_its_paper_says()
    {
        var (world, person) = Asked();
        string? Asks(int recorded) => Reason(Verifications.Request(
            Hue.Law, world[person], new(Office, Hue.Day.AddDays(18), Hue.Police.Agency, RecordedOn: Hue.Day.AddDays(recorded))));

        Assert.Equal("VERIFICATION_RUNS", Asks(18));
        Assert.Equal("VERIFICATION_RUNS", Asks(20));
        Assert.Null(Asks(21));
    }

    [Fact]
    public void Who_was_asked_sees_her_while_the_request_is_open_even_under_secrecy_and_others_never()
    {
        var (world, person) = Asked();
        var facts = world.FactsOf(person) with { Measures = [new(Guid.NewGuid(), 2, [], Hue.Day, null, false)] };

        Assert.Contains(nameof(FieldClass.CoreIdentity), Hue.Reads(Hue.AluoiPolice, facts));
        Assert.DoesNotContain(nameof(FieldClass.Exploitation), Hue.Reads(Hue.AluoiPolice, facts));
        foreach (var other in new[] { Hue.District, Hue.Police, Hue.Labour, Hue.Post, Hue.Population })
            Assert.Empty(Hue.Reads(other, facts));
    }

    [Theory]
    [InlineData(19, 60, null)]
    [InlineData(20, 61, null)]
    [InlineData(20, 62, "EXTENSION_NOT_VALID")]
    [InlineData(20, 20, "EXTENSION_NOT_VALID")]
    [InlineData(21, 40, "DEADLINE_OVER")]
    public void Time_is_extended_before_it_is_over_and_up_to_two_months_in_all(int after, int until, string? reason)
    {
        var (world, person) = Asked();
        world.Today = Hue.Day.AddDays(after);

        Assert.Equal(reason, Reason(world.Extend(person, Hue.AluoiPolice, Hue.Day.AddDays(until))));
    }

    [Fact]
    public void What_is_written_down_late_is_not_in_time_for_being_dated_back()
    {
        var (world, person) = Asked();
        string? Extend(DateOnly recorded) => Reason(Verifications.Extend(Hue.Law, world[person], new(Hue.AluoiPolice, Hue.Day.AddDays(19), Due.AddDays(9), recorded)));
        Assert.Null(Extend(Due));
        Assert.Equal("DEADLINE_OVER", Extend(Due.AddDays(1)));

        // Nobody is late on the day on which he hears of it.
        var play = new BorderReturn().Received();
        var asked = Verifications.Request(Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, Hue.AluoiPolice.Agency, RecordedOn: Hue.Day.AddDays(40)));
        Assert.Equal(Hue.Day.AddDays(60), Assert.IsType<VerificationRequested>(asked.Events.Single()).DueOn);
        var heard = play.World[play.Victim].Apply(StreamTypes.Person, asked.Events.Single(), Guid.NewGuid());
        string? Until(int days) => Reason(Verifications.Extend(Hue.Law, heard, new(Hue.AluoiPolice, Hue.Day.AddDays(50), Hue.Day.AddDays(days))));
        Assert.Null(Until(101));
        Assert.Equal("EXTENSION_NOT_VALID", Until(102));
    }

    [Fact]
    public void Time_is_extended_once_by_who_was_asked_and_where_the_law_sets_one()
    {
        var (world, person) = Asked();
        Assert.Equal("VERIFICATION_NOT_ADDRESSED_TO_YOU", Reason(Verifications.Extend(Hue.Law, world[person], new(Hue.Police, Hue.Day, Due.AddDays(1)))));
        Assert.Null(Reason(world.Extend(person, Hue.AluoiPolice, Due.AddDays(9))));
        Assert.Equal("ALREADY_EXTENDED", Reason(world.Extend(person, Hue.AluoiPolice, Due.AddDays(19))));
        Assert.Equal(("DL-VERIFY-LONG", Due.AddDays(9)), (world[person].Person!.Verifying.Running!.Extension, world[person].Person!.Verifying.Running!.LastDay));

        var play = new BorderReturn().Received();
        play.World.AskToVerify(play.Victim, Hue.Labour, Hue.Court);
        Assert.Equal("EXTENSION_NOT_FORESEEN", Reason(Verifications.Extend(Hue.Law, play.World[play.Victim], new(Hue.Court, Hue.Day, Due))));
    }

    [Fact]
    public void A_request_passes_to_the_successor_with_the_time_of_the_law_under_which_it_began()
    {
        var world = new World { Today = new(2025, 2, 20) };
        var person = Guid.NewGuid();
        world.Report(person, Hue.Commune, Office);
        world.Receive(person, Office);
        world.AskToVerify(person, Office, Hue.AluoiPolice);
        world.Today = Hue.LabourEnds;

        Assert.Null(Reason(world.Extend(person, Hue.Police, new(2025, 4, 20))));
        Assert.Null(Reason(world.Verify(person, Hue.Police)));
        Assert.Equal("V-ANSWER-PP", world[person].Person!.Verifying.Findings[0].Rule);
    }

    [Fact]
    public void A_finding_names_evidence_of_the_law_of_its_day_a_ground_and_where_it_rejects_its_reasons()
    {
        var (world, person) = Asked();
        string? Find(VerificationOutcome outcome, FindingGround ground, bool reasoned, params EvidenceSource[] sources) => Reason(Verifications.Record(
            Hue.Law, world[person], new(Hue.AluoiPolice, Hue.Day, outcome, [.. sources], ground, Reasoned: reasoned)));

        Assert.Equal("EVIDENCE_MISSING", Find(VerificationOutcome.Confirmed, FindingGround.Evidence, true));
        Assert.Equal("EVIDENCE_NOT_IN_LIST", Find(VerificationOutcome.Confirmed, FindingGround.Evidence, true, EvidenceSource.OtherDomesticBody));
        Assert.Equal("GROUND_NOT_IN_LIST", Find(VerificationOutcome.Confirmed, FindingGround.Signs, true, EvidenceSource.Witness));
        Assert.Equal("PAPERS_MISSING", Find(VerificationOutcome.Confirmed, FindingGround.Papers, true));
        Assert.Equal("FINDING_REASON_MISSING", Find(VerificationOutcome.NotVictim, FindingGround.Evidence, false, EvidenceSource.Witness));
        Assert.Null(Find(VerificationOutcome.NotVictim, FindingGround.Evidence, true));
        Assert.Null(Find(VerificationOutcome.Inconclusive, FindingGround.Evidence, false));
    }

    [Fact]
    public void Since_2025_there_is_a_ninth_source_and_signs_may_be_weighed_with_reasons()
    {
        var play = new World { Today = Hue.DistrictsEnd };
        var person = Guid.NewGuid();
        play.Register(person, Hue.Police, Route.SelfReport);
        play.Receive(person, Hue.Police);
        string? Find(FindingGround ground, bool reasoned, params EvidenceSource[] sources) => Reason(Verifications.Record(
            Hue.Law, play[person], new(Hue.Police, play.Today, VerificationOutcome.Confirmed, [.. sources], ground, Reasoned: reasoned)));

        Assert.Null(Find(FindingGround.Evidence, false, EvidenceSource.OtherDomesticBody));
        Assert.Equal("FINDING_REASON_MISSING", Find(FindingGround.Signs, false, EvidenceSource.Witness));
        Assert.Null(Find(FindingGround.Signs, true));
    }

    [Fact]
    public void A_conclusion_is_opened_again_by_new_evidence_and_no_step_is_dated_before_the_last()
    {
        var (world, person) = Asked();
        world.Today = Hue.Day.AddDays(5);
        world.Verify(person, Hue.AluoiPolice);

        Assert.Equal("ALREADY_VERIFIED", Reason(world.AskToVerify(person, Office, Hue.Police)));
        Assert.Equal("DATE_BEFORE_LAST_STEP", Reason(Verifications.Request(Hue.Law, world[person], new(Office, Hue.Day, Hue.Police.Agency, true))));
        Assert.Equal("VERIFIER_NOT_COMPETENT", Reason(world.AskToVerify(person, Office, Hue.Health, newEvidence: true)));
        Assert.Equal("VERIFICATION_NOT_ADDRESSED_TO_YOU", Reason(world.Verify(person, Hue.AluoiPolice, again: true)));
        Assert.Null(Reason(world.AskToVerify(person, Office, Hue.Police, newEvidence: true)));
        Assert.Null(Reason(world.Verify(person, Hue.Police, VerificationOutcome.Inconclusive)));

        Assert.Equal(VerificationOutcome.Confirmed, world[person].Person!.Verification);
    }

    [Fact]
    public void Rejection_shrinks_no_secrecy_and_ends_no_relation_and_closing_ends_what_working_agencies_see()
    {
        var play = new BorderReturn().Certified();
        play.World.Measure(play.Victim, Hue.Labour, 2);
        var secrets = play.World[play.Victim].MeasureFacts;
        var before = play.World[play.Victim].Relations;
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.NotVictim, again: true);

        Assert.Equal(before, play.World[play.Victim].Relations);
        Assert.Equal("PROTECTION_STILL_OPEN", Reason(play.World.Close(play.Victim, Hue.Labour, ClosingGround.NotAVictim)));
        Assert.Equal("NOT_A_VICTIM", Reason(play.World.Measure(play.Victim, Hue.Labour, 5)));
        play.World.End(play.Victim, Hue.Labour, play.World[play.Victim].Dossier!.Measures[0].Id);
        Assert.Null(Reason(play.World.Close(play.Victim, Hue.Labour, ClosingGround.NotAVictim)));

        Assert.Equal(secrets.Select(m => (m.Source, m.Clause, m.Released)), play.World[play.Victim].MeasureFacts.Select(m => (m.Source, m.Clause, m.Released)));
        Assert.Empty(Hue.Reads(Hue.Post, play.World.FactsOf(play.Victim)));
        Assert.Empty(Hue.Reads(Hue.Population, play.World.FactsOf(play.Victim)));
        Assert.Contains("Status", Hue.Reads(Hue.Labour, play.World.FactsOf(play.Victim)));
        Assert.Contains("Verification", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void Closing_is_refused_over_a_measure_that_its_author_sees_and_over_no_other()
    {
        var play = new BorderReturn().Certified();
        play.World.Measure(play.Victim, Hue.Labour, 2);

        Assert.Equal("PROTECTION_STILL_OPEN", Reason(play.World.Close(play.Victim, Hue.Police, ClosingGround.Left)));
        Assert.Null(Reason(play.World.Close(play.Victim, Hue.Post, ClosingGround.Left)));
        var measure = play.World[play.Victim].Dossier!.Measures[0];
        Assert.Equal((MeasureStatus.Decided, false), (measure.Status, measure.Fact.Released));
        Assert.Null(Reason(play.World.End(play.Victim, Hue.Labour, measure.Id)));
    }

    [Fact]
    public void A_revoked_paper_takes_the_finding_along_when_she_is_no_victim_and_running_measures_go_on()
    {
        foreach (var (ground, falls) in new[] { (RevocationGround.PosedAsVictim, true), (RevocationGround.OtherFinding, true), (RevocationGround.IssuedInError, false) })
        {
            var play = new BorderReturn().Certified();
            play.World.Measure(play.Victim, Hue.Labour, 2);
            var paper = play.World[play.Victim].Person!.Verifying.Certificates[0].Id;
            Assert.Equal("CERTIFICATE_NOT_YOURS", Reason(Certificates.Revoke(Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, paper, ground))));

            Assert.Null(Reason(play.World.Revoke(play.Victim, Hue.Police, paper, ground)));

            var person = play.World[play.Victim].Person!;
            Assert.Equal(falls ? null : VerificationOutcome.Confirmed, person.Verification);
            Assert.Null(person.Certificate);
            Assert.False(play.World[play.Victim].Dossier!.Measures[0].IsOverOn(Hue.Day));
            Assert.True(play.World[play.Victim].MeasureFacts[0].HidesOn(Hue.Day));
            Assert.Equal(falls ? "NOT_YET_VERIFIED" : null, Reason(play.World.Certify(play.Victim, Hue.Police)));
        }
    }

    [Fact]
    public void While_a_centre_cares_for_her_the_centre_closes()
    {
        var play = new BorderReturn().HandedOver();

        Assert.Equal("CLOSING_NOT_IN_AUTHORITY", Reason(play.World.Close(play.Victim, Hue.Labour, ClosingGround.Reintegrated)));
        Assert.Null(Reason(play.World.Close(play.Victim, Hue.Centre, ClosingGround.Reintegrated)));
        Assert.Empty(Hue.Reads(Hue.Labour, play.World.FactsOf(play.Victim)));
        Assert.Contains("IdentityMinimum", Hue.Reads(Hue.Centre, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void A_centre_that_closed_may_hand_her_on_when_she_comes_back_and_the_next_one_has_her_alone_and_may_close_again()
    {
        var play = new BorderReturn().HandedOver();
        var (world, she) = (play.World, play.Victim);
        var next = new AgencyCode("TTCTXH-OTHER");
        Assert.Null(Reason(world.Close(she, Hue.Centre, ClosingGround.Reintegrated)));
        var closed = world[she].Person!;
        Assert.NotNull(closed.Verifying.Closed);

        var referral = Guid.NewGuid();
        var back = new DomainEvent[]
        {
            new ReferralProposed(world.Today, referral, Hue.Centre.Agency, next, Purpose.Care, [], true, true, "QD22/2015-D4.2"),
            new ReferralAnswered(world.Today, referral, next, true),
            new PersonHandedOver(world.Today, referral, Hue.Centre.Agency, next, "QD22/2015-D4.2"),
        }.Aggregate(closed, (person, happened) => person.Apply(happened, Guid.NewGuid()));

        Assert.Null(back.Verifying.Closed);
        Assert.Equal(next, Assert.Single(back.Relations, r => r.Kind == RelationKind.Carer && r.Until is null).Agency);
    }

    [Theory]
    [InlineData(VerificationOutcome.Inconclusive, true)]
    [InlineData(VerificationOutcome.Confirmed, false)]
    [InlineData(VerificationOutcome.NotVictim, false)]
    public void Who_found_nothing_certain_is_verifier_until_another_is(VerificationOutcome first, bool ends)
    {
        var (world, person) = Asked();
        Assert.Null(Reason(world.Verify(person, Hue.AluoiPolice, first)));
        Assert.True(IsVerifier(world, person));
        Assert.Null(Reason(world.AskToVerify(person, Office, Hue.Police, newEvidence: true)));
        Assert.True(IsVerifier(world, person));

        Assert.Null(Reason(world.Verify(person, Hue.Police)));

        Assert.Equal(!ends, IsVerifier(world, person));
    }

    [Theory]
    [InlineData(VerificationOutcome.Inconclusive, true)]
    [InlineData(VerificationOutcome.Confirmed, false)]
    public void Who_found_nothing_certain_is_verifier_until_the_case_is_closed(VerificationOutcome found, bool ends)
    {
        var (world, person) = Asked();
        Assert.Null(Reason(world.Verify(person, Hue.AluoiPolice, found)));

        Assert.Null(Reason(world.Close(person, Office, ClosingGround.Left)));

        Assert.Equal(!ends, IsVerifier(world, person));
    }

    private static bool IsVerifier(World world, Guid person) =>
        world[person].Relations.Any(r => r.Agency == Hue.AluoiPolice.Agency && r.Kind == RelationKind.Verifier && r.Until is null);

    private static (World World, Guid Person) Asked()
    {
        var (world, person) = (new World(), Guid.NewGuid());
        world.Report(person, Hue.Commune, Office);
        world.Receive(person, Office);
        Assert.Null(Reason(world.AskToVerify(person, Office, Hue.AluoiPolice)));
        return (world, person);
    }

    private static string? Reason(Decided? decided) => Assert.NotNull(decided).Refusal?.Reason;
}

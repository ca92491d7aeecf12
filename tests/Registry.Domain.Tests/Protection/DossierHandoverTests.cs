using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>The dossier goes to another authority: two officers, one code, a time box; measures before papers; the papers of the file.</summary>
public sealed class DossierHandoverTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly DateTimeOffset Now = new(2016, 3, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_who_answers_proposes_and_only_to_an_authority_that_might_decide_each_measure_that_runs()
    {
        var play = new BorderReturn().Protected();
        var state = play.World[play.Victim];

        Assert.Null(Propose(state, Hue.Labour, Hue.Investigation).Refusal);
        Assert.Equal("MEASURE_NOT_YOURS", Propose(state, Hue.Police, Hue.Investigation).Refusal!.Reason);
        Assert.Equal("TRANSFER_TO_YOURSELF", Propose(state, Hue.Labour, Hue.Labour).Refusal!.Reason);
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", Propose(state, Hue.Labour, Hue.Health).Refusal!.Reason);
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", Propose(state, Hue.Labour, Hue.Court).Refusal!.Reason);
        Assert.Equal("UNKNOWN_AGENCY", Propose(state, Hue.Labour, Hue.Labour with { Agency = new("NOBODY") }).Refusal!.Reason);
    }

    [Fact]
    public void A_second_officer_of_the_same_agency_approves_and_never_the_one_who_proposed()
    {
        var state = Proposed();

        Assert.Equal("SECOND_OFFICER_NEEDED", Approve(state, Hue.Labour, "first").Refusal!.Reason);
        Assert.Equal("HANDOVER_NOT_YOURS", Approve(state, Hue.Investigation, "second").Refusal!.Reason);
        var approved = Apply(state, Approve(state, Hue.Labour, "second"));
        Assert.Equal("HANDOVER_ALREADY_OPEN", Approve(approved, Hue.Labour, "second").Refusal!.Reason);
        Assert.Equal("HANDOVER_ALREADY_OPEN", Propose(approved, Hue.Labour, Hue.Investigation).Refusal!.Reason);
    }

    [Fact]
    public void It_is_collected_once_by_the_addressee_inside_the_time_box()
    {
        var approved = Approved();

        Assert.Equal("HANDOVER_NOT_YOURS", Collect(approved, Hue.Command).Refusal!.Reason);
        Assert.Equal("HANDOVER_NOT_YOURS", Collect(Proposed(), Hue.Investigation).Refusal!.Reason);
        Assert.Equal("HANDOVER_NOT_YOURS", Collect(approved, Hue.Investigation, Now + DossierHandovers.TimeBox).Refusal!.Reason);
        var collected = Apply(approved, Collect(approved, Hue.Investigation, Now + DossierHandovers.TimeBox - TimeSpan.FromSeconds(1)));
        Assert.Equal("HANDOVER_NOT_YOURS", Collect(collected, Hue.Investigation).Refusal!.Reason);
    }

    [Fact]
    public void A_new_proposal_takes_the_place_of_one_that_was_not_approved_or_ran_out()
    {
        var again = Apply(Proposed(), Propose(Proposed(), Hue.Labour, Hue.Investigation, Guid.NewGuid()));
        Assert.Equal([HandoverStatus.Superseded, HandoverStatus.Proposed], again.Dossier!.Handovers.All.Select(h => h.Status));

        var late = Now + DossierHandovers.TimeBox;
        Assert.Null(DossierHandovers.Propose(
            Hue.Law, Approved(), new(Hue.Labour, "first", Hue.Day, late, Guid.NewGuid(), Hue.Investigation.Agency)).Refusal);
    }

    [Fact]
    public void Two_authorities_hand_over_side_by_side_and_neither_is_told_of_the_other()
    {
        var approved = Approved();
        var state = Apply(approved, ProtectionDossier.Decide(Hue.Law, approved, new(Hue.Investigation, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 3, [], Hue.Day, null, null)));

        var second = Propose(state, Hue.Investigation, Hue.AluoiPolice, Guid.NewGuid());

        Assert.Null(second.Refusal);
        Assert.Equal([HandoverStatus.Approved, HandoverStatus.Proposed], Apply(state, second).Dossier!.Handovers.All.Select(h => h.Status));
    }

    [Fact]
    public void The_new_authority_answers_for_everything_and_the_old_one_for_nothing_and_nobody_is_left_out()
    {
        var collected = Apply(Approved(), Collect(Approved(), Hue.Investigation));

        Assert.All(collected.Dossier!.Measures, m => Assert.Equal(Hue.Investigation.Agency, m.Decider));
        Assert.DoesNotContain(collected.Dossier.Relations, r => r.Agency == Hue.Labour.Agency && r.Until is null);
        Assert.Equal([1, 2, 4, 5], Hue.Clauses(Hue.Look(Hue.Investigation, Purpose.Protect, Facts.Of(collected)), Facts.Of(collected)));
        Assert.Empty(Hue.Look(Hue.Labour, Purpose.Protect, Facts.Of(collected)).Operations);
        Assert.DoesNotContain(nameof(FieldClass.CurrentPlace), Hue.Reads(Hue.Labour, Facts.Of(collected)));
    }

    [Fact]
    public void Open_requests_pass_and_the_sender_s_own_executing_too()
    {
        var play = new BorderReturn().HandedOver();
        play.World.Measure(play.Victim, Hue.Labour, 2);
        var request = Guid.NewGuid();
        play.World.Ask(play.Victim, Hue.Police, request, 4, Hue.Labour);
        var state = play.World[play.Victim];
        state = Apply(state, Propose(state, Hue.Labour, Hue.Investigation));
        state = Apply(state, Approve(state, Hue.Labour, "second"));
        state = Apply(state, Collect(state, Hue.Investigation));

        Assert.Equal([Hue.Investigation.Agency], state.MeasureFacts.Single().Executors);
        Assert.Equal(Hue.Investigation.Agency, state.Dossier!.Requests.Single(r => r.Id == request).Addressee);
        Assert.Contains(state.Relations, r => r.Kind == RelationKind.RequestAddressee && r.Agency == Hue.Investigation.Agency && r.Until is null);
    }

    [Fact]
    public void An_urgent_measure_is_in_force_at_once_and_its_papers_are_due_and_then_overdue()
    {
        var play = new BorderReturn().Certified();
        var measure = Guid.NewGuid();
        var state = Apply(play.World[play.Victim], Urgent(play.World[play.Victim], Hue.Labour, measure));
        var applied = state.Dossier!.FindMeasure(measure)!;

        Assert.Equal((MeasureStatus.InForce, (DateOnly?)Hue.Day.AddDays(3)), (applied.Status, applied.PapersDue));
        Assert.False(applied.PapersOverdueOn(Hue.Day.AddDays(3)));
        Assert.True(applied.PapersOverdueOn(Hue.Day.AddDays(4)));
        Assert.False(applied.IsOverOn(Hue.Day.AddDays(40)));
        foreach (var (kind, missing) in new[]
                 {
                     (DocumentKind.WrittenRequest, "WRITTEN_REQUEST_MISSING"), (DocumentKind.PersonalRecord, "PERSONAL_RECORD_MISSING"), (DocumentKind.RiskPaper, "RISK_PAPER_MISSING"),
                 })
        {
            Assert.Equal(missing, Papers(state, Hue.Labour, measure).Refusal!.Reason);
            state = Apply(state, DossierDocuments.Add(Hue.Law, state, new(Hue.Labour, Hue.Day, Guid.NewGuid(), kind)));
        }

        Assert.Equal("MEASURE_NOT_YOURS", Papers(state, Hue.Police, measure).Refusal!.Reason);
        state = Apply(state, Papers(state, Hue.Labour, measure));
        Assert.Null(state.Dossier!.FindMeasure(measure)!.PapersDue);
        Assert.Equal("PAPERS_ALREADY_RECORDED", Papers(state, Hue.Labour, measure).Refusal!.Reason);
    }

    [Fact]
    public void Urgency_gives_no_power_that_a_decision_would_not_have()
    {
        var play = new BorderReturn().Certified();
        var state = play.World[play.Victim];

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Urgent(state, Hue.Labour, Id, clause: 3).Refusal!.Reason);
        Assert.Equal("NOT_ASKED_BY_VICTIM", Urgent(state, Hue.Court, Id, clause: 8).Refusal!.Reason);
        Assert.Equal("NOT_RECEIVED_BY_YOU", Urgent(state, Hue.Command, Id).Refusal!.Reason);
        Assert.Equal("MEASURE_NOT_YOURS", DossierDocuments.Add(Hue.Law, state, new(Hue.Labour, Hue.Day, Id, DocumentKind.Report)).Refusal!.Reason);
    }

    [Fact]
    public void Where_the_switch_is_on_no_measure_is_decided_before_its_papers_are_there()
    {
        var tables = new Dictionary<string, string>(LawTables.Embedded());
        tables["Common/switches"] = tables["Common/switches"].Replace("| PapersBeforeDecision | off |", "| PapersBeforeDecision | on |", StringComparison.Ordinal);
        var play = new BorderReturn().Certified();

        var decided = ProtectionDossier.Decide(
            LawTables.Read(tables), play.World[play.Victim], new(Hue.Labour, Hue.Day, Guid.NewGuid(), Id, 2, [], Hue.Day, null, null));

        Assert.Equal(("WRITTEN_REQUEST_MISSING", "ADD_THE_PAPER"), (decided.Refusal!.Reason, decided.Refusal.NextStep));
    }

    [Fact]
    public void An_agencys_open_request_does_not_stand_in_the_way_of_hers()
    {
        var play = new BorderReturn().Certified();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, AskedBy.Agency);

        Assert.Equal("REQUEST_ALREADY_OPEN", play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, AskedBy.Agency)!.Value.Refusal!.Reason);
        Assert.Null(play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, AskedBy.ProtectedPerson)!.Value.Refusal);
    }

    private static SubjectState Proposed()
    {
        var play = new BorderReturn().Protected();
        return Apply(play.World[play.Victim], Propose(play.World[play.Victim], Hue.Labour, Hue.Investigation));
    }

    private static SubjectState Approved()
    {
        var state = Proposed();
        return Apply(state, Approve(state, Hue.Labour, "second"));
    }

    private static Decided Propose(SubjectState state, Actor by, Actor to, Guid? id = null) =>
        DossierHandovers.Propose(Hue.Law, state, new(by, "first", Hue.Day, Now, id ?? Id, to.Agency));

    private static Decided Approve(SubjectState state, Actor by, string officer) => DossierHandovers.Approve(Hue.Law, state, new(by, officer, Hue.Day, Now, Id));

    private static Decided Collect(SubjectState state, Actor by, DateTimeOffset? now = null) =>
        DossierHandovers.Collect(Hue.Law, state, new(by, Hue.Day, now ?? Now, state.Dossier?.Handovers.All.LastOrDefault()?.Id ?? Id));

    private static Decided Papers(SubjectState state, Actor by, Guid measure) => DossierDocuments.RecordPapers(Hue.Law, state, new(by, Hue.Day, measure));

    private static Decided Urgent(SubjectState state, Actor by, Guid measure, int clause = 5) => ProtectionDossier.Decide(
        Hue.Law, state, new(by, Hue.Day, Guid.NewGuid(), measure, clause, [], Hue.Day, null, null) { Urgent = true });

    private static SubjectState Apply(SubjectState state, Decided decided)
    {
        Assert.Null(decided.Refusal);
        return state.Apply(StreamTypes.Dossier, decided.Events.Single(), Guid.NewGuid());
    }
}

using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>Papers may be written down late, and an act may be dated back: never to before the act that it rests on.</summary>
public sealed class DossierDatesTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Over_random_lives_no_act_carries_a_date_earlier_than_the_act_it_rests_on()
    {
        var older = 0;

        Check.One(Many, Prop.ForAll(DossierLives.Any, life =>
        {
            // Its own book of what happened when, kept beside the fold.
            var days = new Dictionary<Guid, DateOnly>();
            DossierLives.Play(
                life,
                (before, happened, _) =>
                {
                    foreach (var one in RestsOn(before, happened).Where(days.ContainsKey))
                    {
                        Assert.True(happened.OccurredOn >= days[one], $"{happened.GetType().Name} of {happened.OccurredOn} rests on {days[one]}");
                        older++;
                    }

                    foreach (var one in Moves(happened)) days[one] = happened.OccurredOn;
                },
                datedBack: true);
        }));

        Assert.True(older > 100, $"{older}");
    }

    [Fact]
    public void A_rejection_or_decision_dated_before_the_request_is_refused_and_one_of_its_day_is_not()
    {
        var play = new BorderReturn().Protected();
        play.World.Today = Hue.Day.AddDays(5);
        Assert.False(Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation)).IsRefused);

        foreach (var (day, reason) in new[] { (Hue.Day.AddDays(4), "DATE_BEFORE_LAST_STEP"), (Hue.Day.AddDays(5), null) })
        {
            Assert.Equal(reason, ProtectionDossier.Reject(Hue.Law, play.World[play.Victim], new(Hue.Investigation, day, play.GuardRequest)).Refusal?.Reason);
            Assert.Equal(reason, Decide(play, Hue.Investigation, 3, day, play.GuardRequest).Refusal?.Reason);
        }
    }

    [Fact]
    public void A_decision_that_needs_no_request_takes_none_that_came_later()
    {
        var play = new BorderReturn().Protected();
        play.World.Today = Hue.Day.AddDays(5);
        play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation);

        var decided = Decide(play, Hue.Investigation, 3, Hue.Day.AddDays(4), null);

        Assert.Null(Assert.IsType<MeasureDecided>(Assert.Single(decided.Events)).Request);
    }

    [Fact]
    public void A_measure_is_not_dated_before_the_finding_that_she_is_a_victim()
    {
        var play = new BorderReturn().Received();
        play.World.Today = Hue.Day.AddDays(5);
        play.World.Verify(play.Victim, Hue.Police);

        Assert.Equal("DATE_BEFORE_LAST_STEP", Decide(play, Hue.Labour, 2, Hue.Day.AddDays(4), null).Refusal?.Reason);
        Assert.Null(Decide(play, Hue.Labour, 2, Hue.Day.AddDays(5), null).Refusal);
    }

    [Fact]
    public void The_papers_of_an_urgent_measure_are_not_made_up_before_they_were_there()
    {
        var play = new BorderReturn().Certified();
        var (state, measure) = (play.World[play.Victim], Guid.NewGuid());
        state = After(state, ProtectionDossier.Decide(
            Hue.Law, state, new(Hue.Labour, Hue.Day, Guid.NewGuid(), measure, 2, [], Hue.Day, null, null) { Urgent = true }));
        foreach (var kind in (DocumentKind[])[DocumentKind.WrittenRequest, DocumentKind.PersonalRecord, DocumentKind.RiskPaper])
            state = After(state, DossierDocuments.Add(Hue.Law, state, new(Hue.Labour, Hue.Day.AddDays(2), Guid.NewGuid(), kind)));

        Assert.Equal("DATE_BEFORE_LAST_STEP", DossierDocuments.RecordPapers(Hue.Law, state, new(Hue.Labour, Hue.Day.AddDays(1), measure)).Refusal?.Reason);
        Assert.Null(DossierDocuments.RecordPapers(Hue.Law, state, new(Hue.Labour, Hue.Day.AddDays(2), measure)).Refusal);
    }

    private static SubjectState After(SubjectState state, Decided decided)
    {
        Assert.Null(decided.Refusal);
        return state.Apply(StreamTypes.Dossier, decided.Events.Single(), Guid.NewGuid());
    }

    private static Decided Decide(BorderReturn play, Actor by, int clause, DateOnly on, Guid? request) => ProtectionDossier.Decide(
        Hue.Law, play.World[play.Victim], new(by, on, Guid.NewGuid(), Guid.NewGuid(), clause, [], on, null, request, play.World.Today));

    /// <summary>Ids of the requests, measures and hand-overs that the act builds on; papers of a file stand for themselves.</summary>
    private static IEnumerable<Guid> RestsOn(SubjectState before, DomainEvent happened) => happened switch
    {
        MeasureDecided { Request: { } request } => [request],
        DossierHandoverProposed e => before.Dossier!.Measures.Where(m => !m.Fact.Released && m.Decider == e.By).Select(m => m.Id),
        MeasurePapersRecorded e =>
        [
            e.Measure,
            .. ((DocumentKind[])[DocumentKind.WrittenRequest, DocumentKind.PersonalRecord, DocumentKind.RiskPaper])
                .Select(kind => before.Dossier!.Documents.Where(d => d.Kind == kind).MinBy(d => d.On)!.Id),
        ],
        _ => Moves(happened),
    };

    /// <summary>Ids of what the act changes.</summary>
    private static IEnumerable<Guid> Moves(DomainEvent happened) => happened switch
    {
        ProtectionRequested e => [e.Request],
        ProtectionRequestRejected e => [e.Request],
        MeasureDecided e => [e.Measure, .. e.Request is { } request ? new[] { request } : []],
        MeasureStarted e => [e.Measure],
        MeasureDeclined e => [e.Measure],
        MeasureWithdrawn e => [e.Measure],
        MeasureEnded e => [e.Measure],
        MeasureModified e => [e.Measure],
        MeasureTransferred e => [e.Measure],
        MeasureExecutorsChanged e => [e.Measure],
        MeasurePapersRecorded e => [e.Measure],
        SecrecyReleased e => [e.Measure],
        DossierDocumentAdded e => [e.Document],
        DossierHandoverProposed e => [e.Handover],
        DossierHandoverApproved e => [e.Handover],
        DossierHandoverCollected e => [e.Handover, .. e.Measures, .. e.Requests],
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not told what it rests on."),
    };
}

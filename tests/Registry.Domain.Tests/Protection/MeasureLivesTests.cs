using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>Random lives of a case, over ten years in which agencies end, merge and take each other's place.</summary>
public sealed class MeasureLivesTests
{
    private static readonly string[] Codes =
    [
        "CA-TTH", "CSDT-TTH", "SLDTBXH-TTH", "BCHBP-TTH", "DBP-HONGVAN", "TTCTXH-TTH", "SYT-TTH", "TAND-TTH", "CA-NAMDONG", "CA-PHULOC", "CA-ALUOI",
        "UBND-HONGVAN", "UBND-ALUOI1", "UBND-ALUOI", "VKSND-TTH",
    ];

    private static readonly Arbitrary<int[]> Lives = Gen.Choose(0, int.MaxValue - 1).ArrayOf(80).ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void What_is_hidden_shrinks_by_a_release_alone_and_by_that_measure_alone()
    {
        Check.One(Many, Prop.ForAll(Lives, life => Live(life, (before, happened, after) =>
        {
            var opened = before.MeasureFacts.Where(m => !m.Released && after.MeasureFacts.Single(a => a.Source == m.Source).Released).ToArray();
            if (happened is SecrecyReleased release)
                Assert.Equal(before.Dossier!.FindMeasure(release.Measure)!.Fact.Source, Assert.Single(opened).Source);
            else
                Assert.Empty(opened);

            // No other part of what decides about secrecy ever turns back: clause, day of the decision; and a day on which it hides stays one, whatever the period.
            Assert.All(before.MeasureFacts, m => Assert.Contains(
                after.MeasureFacts, a => (a.Source, a.Clause, a.DecidedOn) == (m.Source, m.Clause, m.DecidedOn)));
            Assert.All(before.MeasureFacts.Where(m => happened is not SecrecyReleased), m => Assert.All(
                [m.DecidedOn ?? m.StartsOn, m.StartsOn, m.StartsOn.AddDays(1), happened.OccurredOn, happened.OccurredOn.AddYears(20)],
                day => Assert.True(!m.HidesOn(day) || after.MeasureFacts.Single(a => a.Source == m.Source).HidesOn(day))));
        })));
    }

    [Fact]
    public void A_measure_that_is_not_over_always_has_one_agency_that_answers_for_it()
    {
        Check.One(Many, Prop.ForAll(Lives, life => Live(life, (_, happened, after) =>
        {
            foreach (var measure in (after.Dossier?.Measures ?? []).Where(m => !m.IsOverOn(happened.OccurredOn)))
            {
                var stands = Hue.Law.Agencies.On(happened.OccurredOn);
                var answering = stands.Where(a => Hue.Law.Agencies.Held(after.Dossier!.Relations, a.Code, happened.OccurredOn)
                    .Any(r => r.Kind == RelationKind.Decider && r.Source == measure.Fact.Source && r.InForceOn(happened.OccurredOn)));
                Assert.Equal(Hue.Law.Agencies.SuccessorOf(measure.Decider, happened.OccurredOn), Assert.Single(answering).Code);
                Assert.NotEmpty(measure.Fact.Executors);
            }
        })));
    }

    [Fact]
    public void A_measure_moves_along_its_machine_and_never_back()
    {
        var allowed = new HashSet<(MeasureStatus, MeasureStatus)>
        {
            (MeasureStatus.Decided, MeasureStatus.InForce), (MeasureStatus.Decided, MeasureStatus.Declined), (MeasureStatus.Decided, MeasureStatus.Ended),
            (MeasureStatus.InForce, MeasureStatus.Withdrawn), (MeasureStatus.InForce, MeasureStatus.Ended),
        };

        Check.One(Many, Prop.ForAll(Lives, life => Live(life, (before, _, after) =>
        {
            foreach (var measure in before.Dossier?.Measures ?? [])
            {
                var next = after.Dossier!.FindMeasure(measure.Id)!.Status;
                Assert.True(next == measure.Status || allowed.Contains((measure.Status, next)), $"{measure.Status} -> {next}");
            }
        })));
    }

    [Fact]
    public void Every_state_and_every_event_of_the_dossier_is_reached()
    {
        var statuses = new HashSet<MeasureStatus>();
        var events = new HashSet<Type>();
        var random = new Random(20150610);
        for (var life = 0; life < 300; life++)
        {
            Live([.. Enumerable.Range(0, 80).Select(_ => random.Next())], (_, happened, after) =>
            {
                events.Add(happened.GetType());
                statuses.UnionWith((after.Dossier?.Measures ?? []).Select(m => m.Status));
            });
        }

        Assert.Equal(Enum.GetValues<MeasureStatus>(), statuses.Order());
        Assert.Equal(
            EventCatalog.All.Where(k => k.StreamType == StreamTypes.Dossier).Select(k => k.ClrType.Name).Order(), events.Select(e => e.Name).Order());
    }

    [Fact]
    public void No_agency_acts_on_a_measure_after_its_relation_is_over()
    {
        Check.One(Many, Prop.ForAll(Lives, life => Live(life, (before, happened, _) =>
        {
            var (actor, measure) = happened switch
            {
                MeasureStarted e => (e.By, e.Measure),
                MeasureDeclined e => (e.RecordedBy, e.Measure),
                MeasureWithdrawn e => (e.RecordedBy, e.Measure),
                MeasureEnded e => (e.By, e.Measure),
                MeasureModified e => (e.By, e.Measure),
                MeasureTransferred e => (e.From, e.Measure),
                MeasureExecutorsChanged e => (e.By, e.Measure),
                SecrecyReleased e => (e.By, e.Measure),
                _ => default,
            };
            if (measure == Guid.Empty) return;
            var fact = before.Dossier!.FindMeasure(measure)!.Fact;
            Assert.Contains(
                Hue.Law.Agencies.Held(before.Dossier.Relations, actor, happened.OccurredOn),
                r => r.Source == fact.Source && !(r.Until <= happened.OccurredOn));
        })));
    }

    /// <summary>Plays a life; after every event the check sees the state before, the event and the state after. Days only go forward.</summary>
    private static void Live(int[] life, Action<SubjectState, DomainEvent, SubjectState> check)
    {
        var play = life[0] % 2 == 0 ? new BorderReturn().HandedOver() : new BorderReturn().Protected();
        var state = play.World[play.Victim];
        var today = Hue.Day;
        foreach (var step in life[1..])
        {
            if (step % 5 == 0) today = today.AddDays(step / 5 % 200);
            var decided = Act(state, step, today);
            if (decided.IsRefused) continue;
            var before = state;
            state = state.Apply(StreamTypes.Dossier, decided.Events.Single(), Guid.NewGuid());
            check(before, decided.Events.Single(), state);
        }
    }

    private static Decided Act(SubjectState state, int step, DateOnly on)
    {
        var stands = Codes.Where(c => Hue.Law.Agencies.Find(new AgencyCode(c), on) is not null).ToArray();
        Actor Of(int choice) => Hue.Of(stands[choice % stands.Length], on);
        var other = Of(step / 97);
        var measures = state.Dossier?.Measures ?? [];
        var measure = measures.Length > 0 ? measures[step / 7 % measures.Length] : null;
        var id = measure?.Id ?? Guid.NewGuid();

        // Half of the time who answers for the measure, else anybody.
        var by = measure is not null && step % 2 == 0 && Hue.Law.Agencies.SuccessorOf(measure.Decider, on) is { } decider ? Hue.Of(decider.Value, on) : Of(step / 13);
        var requests = state.Dossier?.Requests ?? [];
        var handover = state.Dossier?.Handovers.All.LastOrDefault();
        var basis = on < Hue.DistrictsEnd ? "L66/2011-D31.1" : "L53/2024-D3.10";
        return (step / 3 % 17) switch
        {
            0 or 1 => ProtectionDossier.Decide(Hue.Law, state, new(
                Of(step / 13), on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), [other.Agency], on.AddDays(step % 3), step % 4 == 0 ? on.AddDays(100) : null, null)),
            2 => ProtectionDossier.Request(Hue.Law, state, new(
                by, on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), other.Agency, (AskedBy)(1 + (step / 211 % 4)), "HONGVAN")),
            3 => ProtectionDossier.Reject(Hue.Law, state, new(
                requests.Length > 0 ? Hue.Of(Hue.Law.Agencies.SuccessorOf(requests[step / 7 % requests.Length].Addressee, on)!.Value.Value, on) : by,
                on, requests.Length > 0 ? requests[step / 7 % requests.Length].Id : id)),
            4 => ProtectionDossier.Decline(Hue.Law, state, new(by, on, id)),
            5 => ProtectionDossier.Start(Hue.Law, state, new(by, on, id)),
            6 when step / 101 % 2 == 0 => ProtectionDossier.Modify(Hue.Law, state, new(
                by, on, on, id, step % 4 == 0 ? null : new(measure is { Status: MeasureStatus.InForce } ? measure.Fact.StartsOn : on.AddDays(step % 5), step % 3 == 0 ? null : on.AddDays(step % 60)),
                step % 2 == 0, step % 8 == 0)),
            6 => ProtectionDossier.ChangeExecutors(Hue.Law, state, new(by, on, id, [other.Agency])),
            7 => ProtectionDossier.Transfer(Hue.Law, state, new(by, on, id, other.Agency)),
            8 => ProtectionDossier.Withdraw(Hue.Law, state, new(by, on, id)),
            9 => ProtectionDossier.End(Hue.Law, state, new(by, on, id)),
            10 => ProtectionDossier.Decide(Hue.Law, state, new(
                Of(step / 13), on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), [other.Agency], on, null, null)
            { Urgent = true }),
            11 => DossierDocuments.Add(Hue.Law, state, new(by, on, Guid.NewGuid(), (DocumentKind)(1 + (step / 101 % 6)))),
            12 => DossierDocuments.RecordPapers(Hue.Law, state, new(
                by, on, measures.FirstOrDefault(m => m.PapersDue is not null)?.Id is { } waiting && step % 2 == 0 ? waiting : id)),
            13 => DossierHandovers.Propose(Hue.Law, state, new(by, "first", on, Moment(on), Guid.NewGuid(), other.Agency)),
            14 => DossierHandovers.Approve(Hue.Law, state, new(
                handover is { From: var from } && Hue.Law.Agencies.SuccessorOf(from, on) is { } sender ? Hue.Of(sender.Value, on) : by,
                step % 3 == 0 ? "first" : "second", on, Moment(on), handover?.Id ?? id)),
            15 => DossierHandovers.Collect(Hue.Law, state, new(
                handover is { To: var to } && Hue.Law.Agencies.SuccessorOf(to, on) is { } receiver ? Hue.Of(receiver.Value, on) : by, on, Moment(on))),
            _ => ProtectionDossier.Release(Hue.Law, state, new(by, on, id, Consent: true, basis)),
        };
    }

    private static DateTimeOffset Moment(DateOnly on) => new(on.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

using System.Globalization;
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
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void What_is_hidden_shrinks_by_a_release_alone_and_by_that_measure_alone()
    {
        Check.One(Many, Prop.ForAll(DossierLives.Any, life => DossierLives.Play(life, (before, happened, after) =>
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
        Check.One(Many, Prop.ForAll(DossierLives.Any, life => DossierLives.Play(life, (_, happened, after) =>
        {
            foreach (var measure in (after.Dossier?.Measures ?? []).Where(m => !m.IsOverOn(happened.OccurredOn)))
            {
                var stands = Hue.Law.Agencies.On(happened.OccurredOn);
                var answering = stands.Where(a => Hue.Law.Agencies.Held(after.Dossier!.Relations, a.Code, happened.OccurredOn)
                    .Any(r => r.Kind == RelationKind.Decider && r.Source == measure.Fact.Source && r.InForceOn(happened.OccurredOn)));
                var answers = Assert.Single(answering);
                Assert.Equal(Hue.Law.Agencies.SuccessorOf(measure.Decider, happened.OccurredOn), answers.Code);
                Assert.NotEmpty(measure.Fact.Executors);
                var look = Hue.Look(new Actor(answers.Code, answers.Kind), Purpose.Protect, Facts.Of(after), happened.OccurredOn);
                Assert.True(look.Permitted.ContainsKey(FieldClass.ProtectionExistence), $"{answers.Code} answers for it on {happened.OccurredOn} and cannot reach it");
                Assert.True(measure.Status == MeasureStatus.Declined || look.Operations.Contains(measure.Fact.Source), $"{answers.Code} does not see what it decided");
            }
        })));
    }

    [Fact]
    public void A_request_that_is_open_always_has_one_agency_that_reads_it_and_may_reject_it()
    {
        Check.One(Many, Prop.ForAll(DossierLives.Any, life => DossierLives.Play(life, (_, happened, after) =>
        {
            foreach (var request in after.Dossier?.Requests.Where(r => r.Open) ?? [])
            {
                var on = happened.OccurredOn > request.AskedOn ? happened.OccurredOn : request.AskedOn;
                var answers = Hue.Of(Hue.Law.Agencies.SuccessorOf(request.Addressee, on)!.Value.Value, on);
                Assert.True(
                    Hue.Look(answers, Purpose.Protect, Facts.Of(after), on).Permitted.ContainsKey(FieldClass.ProtectionExistence), $"{answers.Agency} cannot read on {on} what it was asked");
                Assert.Null(ProtectionDossier.Reject(Hue.Law, after, new(answers, on, request.Id)).Refusal);
            }
        })));
    }

    [Theory]
    [InlineData("2016-03-01")]
    [InlineData("2025-03-01")]
    [InlineData("2025-07-01")]
    public void Whoever_may_be_asked_for_a_measure_reads_the_request(string day)
    {
        var on = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        foreach (var agency in Hue.Law.Agencies.On(on).Where(a => Enumerable.Range(1, 8).Any(clause => ProtectionDossier.MayDecide(Hue.Law, clause, a.Kind, on))))
        {
            var asked = Hue.Relation(new Actor(agency.Code, agency.Kind), RelationKind.RequestAddressee) with { From = on };
            var permitted = Hue.Look(new Actor(agency.Code, agency.Kind), Purpose.Protect, Hue.Holding(asked), on).Permitted.Keys;
            Assert.Superset(new HashSet<FieldClass> { FieldClass.Status, FieldClass.IdentityMinimum, FieldClass.ProtectionExistence }, permitted.ToHashSet());
        }
    }

    [Fact]
    public void A_measure_moves_along_its_machine_and_never_back()
    {
        var allowed = new HashSet<(MeasureStatus, MeasureStatus)>
        {
            (MeasureStatus.Decided, MeasureStatus.InForce), (MeasureStatus.Decided, MeasureStatus.Declined), (MeasureStatus.Decided, MeasureStatus.Ended),
            (MeasureStatus.InForce, MeasureStatus.Withdrawn), (MeasureStatus.InForce, MeasureStatus.Ended),
        };

        Check.One(Many, Prop.ForAll(DossierLives.Any, life => DossierLives.Play(life, (before, _, after) =>
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
            DossierLives.Play([.. Enumerable.Range(0, 80).Select(_ => random.Next())], (_, happened, after) =>
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
        Check.One(Many, Prop.ForAll(DossierLives.Any, life => DossierLives.Play(life, (before, happened, _) =>
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
}

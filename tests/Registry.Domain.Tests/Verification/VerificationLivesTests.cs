using System.Collections.Immutable;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>What holds at every step of every life of a case: over all routes, holders of every kind, both regimes and the days on which agencies end.</summary>
public sealed class VerificationLivesTests
{
    private const int LivesPerSlice = 200;
    private const int Steps = 90;
    private const int Few = 3;

    private static readonly LawTables Law = CaseLife.Law;

    /// <summary>Duties that a closing takes nothing from, and why each stays.</summary>
    private static readonly Dictionary<DutyKind, string> OutliveAClosing = new()
    {
        [DutyKind.AppraiseSupport] = "who proposed it waits for the appraisal",
        [DutyKind.ApproveSupport] = "who proposed it waits for the decision",
        [DutyKind.DeliverSupport] = "what was approved is owed until it is given or stopped",
        [DutyKind.DecideRequest] = "protection may be asked for after a closing",
        [DutyKind.StartMeasure] = "and decided",
        [DutyKind.CarryOut] = "and ordered",
        [DutyKind.MeasureEnds] = "and has a last day",
        [DutyKind.TakeOverMeasure] = "a measure that is over still hides, and somebody answers for it",
        [DutyKind.ApproveDossierHandover] = "so does the dossier",
        [DutyKind.AwaitDossierCollection] = "until it is collected",
    };

    public static TheoryData<int> Slices => [.. Enumerable.Range(0, Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? Few : 100)];

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_victim_about_whom_nothing_is_settled_has_an_agency_that_is_bound_to_the_next_step_knows_it_and_may_take_it(int slice) => Live(slice, life =>
    {
        if (life.State.Person!.Verifying.Closed is not null || life.State.Person.Verification is VerificationOutcome.Confirmed or VerificationOutcome.NotVictim) return;

        var bound = NextSteps(life).ToArray();

        Assert.True(bound.Length > 0, $"nobody is bound\n{life.Story}");
        foreach (var (task, actor) in bound)
        {
            Assert.True(Sees(life, actor, task.Purpose, task.Row.Class), $"{actor.Agency} does not see {task.Key.Duty}\n{life.Story}");
            Assert.True(MayDo(life, actor, task.Key.Duty), $"{actor.Agency} may not do {task.Key.Duty}\n{life.Story}");
        }
    });

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_closed_case_owes_nothing_but_what_outlives_it_and_what_was_begun_after_it(int slice) => Live(slice, life =>
    {
        var person = life.State.Person!;
        if (person.Verifying.Closed is not { } closed) return;
        var since = life.Events.FindLastIndex(e => e.Event is CaseClosed);
        var after = life.Events.Skip(since).Select(e => e.Event).OfType<ReferralProposed>().Select(e => e.Referral).ToHashSet();

        Assert.All(
            OpenTasks.Of(Law, life.State).Where(task => task.IsOpenOn(life.Today)),
            task => Assert.True(OutliveAClosing.ContainsKey(task.Row.Duty) || after.Contains(task.Key.Source), $"{task.Key} after {closed.On}\n{life.Story}"));
        Assert.All(person.Referrals.Where(r => r.Status is ReferralStatus.Proposed or ReferralStatus.Accepted), r => Assert.Contains(r.Id, after));
        Assert.All(
            person.Referrals.Where(r => r.Status == ReferralStatus.Proposed && r.ProposedOn <= life.Today && !r.IsExpiredOn(life.Today)),
            r => Assert.Contains(OpenTasks.Of(Law, life.State), task => task.Key.Source == r.Id && task.Key.Duty == DutyKind.AnswerReferral && task.IsOpenOn(life.Today)));
        Assert.Null(person.Verifying.Running);
        Assert.Contains(person.Relations, r => r.Until is null && r.Agency == closed.By);
    });

    [Fact]
    public void Every_way_in_every_kind_of_holder_both_laws_and_every_status_are_lived()
    {
        HashSet<VerificationStatus> verification = [];
        HashSet<ReferralStatus> referrals = [];
        HashSet<SupportStatus> support = [];
        HashSet<HandoverStatus> handovers = [];
        HashSet<MeasureStatus> measures = [];
        HashSet<(bool Verification, bool Open)> requests = [];
        HashSet<(Route, bool)> routes = [];
        HashSet<AgencyKind> holders = [];
        foreach (var slice in Enumerable.Range(0, Few))
        {
            Live(slice, life =>
            {
                var (person, dossier) = (life.State.Person!, life.State.Dossier);
                verification.Add(person.Verifying.Status);
                referrals.UnionWith(person.Referrals.Select(r => r.Status));
                support.UnionWith(person.Support.Files.Select(f => f.Status));
                handovers.UnionWith(dossier?.Handovers.All.Select(h => h.Status) ?? []);
                measures.UnionWith(dossier?.Measures.Select(m => m.Status) ?? []);
                requests.UnionWith(person.Verifying.Requests.Select(r => (true, r.Open)).Concat(dossier?.Requests.Select(r => (false, r.Open)) ?? []));
                routes.Add((person.Verifying.Came, life.Today < Hue.DistrictsEnd));
                holders.UnionWith(person.Relations
                    .Where(r => r.Until is null && r.Kind is RelationKind.Registrar or RelationKind.Receiver or RelationKind.Rescuer or RelationKind.Carer)
                    .Select(r => Law.Agencies.Find(r.Agency, r.From)?.Kind).OfType<AgencyKind>());
            });
        }

        Assert.Equal(All<VerificationStatus>(), verification.Order());
        Assert.Equal(All<ReferralStatus>(), referrals.Order());
        Assert.Equal(All<SupportStatus>(), support.Order());
        Assert.Equal(All<HandoverStatus>(), handovers.Order());
        Assert.Equal(All<MeasureStatus>(), measures.Order());
        Assert.Equal(4, requests.Count);
        Assert.Equal(2 * All<Route>().Count(), routes.Count);
        Assert.Equal(
            "BorderGuardCommand BorderGuardPost CoastGuard CommuneCommittee DistrictCommittee DistrictLabourOffice DistrictPolice HealthDepartment InvestigationPolice "
            + "LabourDepartment Mission ProvincialPolice SupportCentre",
            string.Join(' ', holders.Select(kind => $"{kind}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void Whatever_happened_folds_in_any_order_and_is_kept_as_it_is(int slice)
    {
        var random = new Random(slice);
        for (var one = 0; one < LivesPerSlice; one++)
        {
            var life = new CaseLife((slice * LivesPerSlice) + one);
            for (var step = 0; step < Steps; step++) life.Step();
            var kept = JsonSerializer.Serialize(life.State, DomainJson.Options);
            Assert.Equal(kept, JsonSerializer.Serialize(JsonSerializer.Deserialize<SubjectState>(kept, DomainJson.Options), DomainJson.Options));

            var torn = life.Events.ToArray();
            random.Shuffle(torn);
            var state = torn.Aggregate(SubjectState.Empty(life.State.Subject), (all, happened) => all.Apply(happened.Stream, happened.Event, Guid.NewGuid()));

            Assert.Equal(life.State.Version, state.Version);
            Assert.All(OpenTasks.Of(Law, state), task => Assert.NotNull(task.Row));
        }
    }

    private static void Live(int slice, Action<CaseLife> check)
    {
        for (var one = 0; one < LivesPerSlice; one++)
        {
            var life = new CaseLife((slice * LivesPerSlice) + one);
            check(life);
            for (var step = 0; step < Steps; step++)
            {
                life.Step();
                check(life);
            }
        }
    }

    /// <summary>
    /// Open tasks that settle who she is, each with the agency that has it today. Where a desk that may not ask took her report, the step before them:
    /// who was told of her receives her.
    /// </summary>
    private static IEnumerable<(OpenTask Task, Actor Actor)> NextSteps(CaseLife life)
    {
        var settling = Bound(life, DutyKind.Verify, DutyKind.AskVerification).ToArray();
        return settling.Length > 0 || life.State.Person!.Verifying.Report is null ? settling : Bound(life, DutyKind.RecordReception);
    }

    private static IEnumerable<(OpenTask Task, Actor Actor)> Bound(CaseLife life, params DutyKind[] duties)
    {
        foreach (var agency in OpenTasks.Of(Law, life.State).Select(task => Law.Agencies.SuccessorOf(task.Key.Agency, life.Today)).OfType<AgencyCode>().Distinct())
            foreach (var task in OpenTasks.Of(Law, life.State, agency, life.Today).Where(task => !task.Key.Told && duties.Contains(task.Key.Duty)))
                yield return (task, new Actor(agency, Law.Agencies.Find(agency, life.Today)!.Kind));
    }

    /// <summary>Through the door of the call, and then by the decision.</summary>
    private static bool MayDo(CaseLife life, Actor actor, DutyKind duty) => duty switch
    {
        DutyKind.Verify => Sees(life, actor, Purpose.VerifyIdentity, FieldClass.Verification)
            && !Verifications.Record(Law, life.State, new(actor, life.Today, VerificationOutcome.Confirmed, [EvidenceSource.VictimStatement])).IsRefused,
        DutyKind.RecordReception => Sees(life, actor, Purpose.ReceiveReturnee, FieldClass.Status)
            && !Victim.RecordReception(Law, life.State, new(actor, life.Today, Lead: true)).IsRefused,
        _ => Sees(life, actor, Purpose.ReceiveReturnee, FieldClass.Status)
            && life.Standing().Any(to => !Verifications.Request(Law, life.State, new(actor, life.Today, to.Agency)).IsRefused),
    };

    private static bool Sees(CaseLife life, Actor actor, Purpose purpose, FieldClass touched) => NeedToKnow.Decide(
        Law, Hue.Caller(actor), purpose, Hue.AnyRead with { NeedsAll = true }, Facts.Of(life.State), ImmutableHashSet.Create(touched), life.Today).Granted;

    private static IEnumerable<T> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(value => !EqualityComparer<T>.Default.Equals(value, default));
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Access;

/// <summary>What a measure hides, from whom it does not, and for how long.</summary>
public sealed class HidesTests
{
    private static readonly Guid Decided = Guid.NewGuid();

    /// <summary>The day of the decision and the day of the look, under the law of 2011, under that of 2024, and from the one into the other.</summary>
    private static readonly (DateOnly Decided, DateOnly Today)[] Times = [(Hue.Day, Hue.Day), (Hue.Day, Since), (Since, Since)];

    private static DateOnly Since => new(2025, 7, 2);

    public static TheoryData<DateOnly, DateOnly> Days => [.. Times];

    private static bool Visible(int clause, FieldClass hidden, Relation held, DateOnly decided, DateOnly today, bool isExecutor = false)
    {
        ImmutableArray<AgencyCode> executors = isExecutor ? [held.Agency] : [Hue.Population.Agency];
        var measure = new MeasureFact(Decided, clause, executors, decided, null, Released: false, decided);
        var facts = Hue.Holding(held) with { Measures = [measure] };
        return !new Veil(Hue.Law, facts, facts.Relations, today).Hides(hidden, Operation(hidden, Decided));
    }

    /// <summary>The department that answers for victims on the day.</summary>
    private static Actor Department(DateOnly on) => on < Hue.LabourEnds ? Hue.Labour : Hue.Of("SYT-TTH", on);

    private static readonly (int Clause, FieldClass Class, string VisibleTo)[] Hidden =
    [
        // What is hidden, and the relations (to this very measure: "!") for which it is not.
        (1, FieldClass.Evidence, "Decider!"),
        (2, FieldClass.IdentityMinimum, "Carer Decider Decider! Executor Executor! Receiver RequestAddressee VerificationAddressee"),
        (2, FieldClass.CoreIdentity, "Carer Decider Decider! Executor Executor! Receiver RequestAddressee VerificationAddressee"),
        (2, FieldClass.IdentityNumbers, "Carer Decider Decider! Executor Executor! Receiver RequestAddressee VerificationAddressee"),
        (2, FieldClass.HomeAddress, "Carer Decider Decider! Executor Executor! Receiver RequestAddressee VerificationAddressee"),
        (2, FieldClass.CurrentPlace, "Carer Decider! Executor Executor! Receiver"),
        (2, FieldClass.Exploitation, "Carer Decider! Receiver"),
        (2, FieldClass.Health, "Carer Decider! Receiver"),
        (2, FieldClass.Relatives, "Carer Decider! Receiver"),
        (4, FieldClass.CurrentPlace, "Carer Decider! Executor!"),
        (5, FieldClass.CurrentPlace, "Decider! Executor!"),
        (6, FieldClass.CurrentPlace, "Decider! Executor!"),
        (6, FieldClass.HomeAddress, "Decider! Executor!"),
        (7, FieldClass.ProtectionDecision, "Decider! Executor!"),
        .. Enumerable.Range(1, 8).Select(clause => (clause, FieldClass.ProtectionOperation, "Decider! Executor!")),
    ];

    public static TheoryData<int, FieldClass, string, DateOnly, DateOnly> Matrix() =>
        [.. Hidden.SelectMany(h => Times.Select(t => (h.Clause, h.Class, h.VisibleTo, t.Decided, t.Today)))];

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Is_hidden_from_every_relation_but_those_named(int clause, FieldClass hidden, string visibleTo, DateOnly decided, DateOnly today)
    {
        // The other measure hides nothing of what is asked: it is only there to be in force.
        var measure = new MeasureFact(Decided, clause, [Hue.Population.Agency], decided, null, false, decided);
        var other = new MeasureFact(Guid.NewGuid(), clause == 3 ? 1 : 3, [], decided, null, false, decided);
        var seen = new List<string>();
        foreach (var kind in Enum.GetValues<RelationKind>().Where(k => k != RelationKind.None))
        {
            if (Sees(kind, other.Source)) seen.Add($"{kind}");
            if (kind is RelationKind.Decider or RelationKind.Executor && Sees(kind, measure.Source)) seen.Add($"{kind}!");
        }

        Assert.Equal(visibleTo, string.Join(' ', seen.Order(StringComparer.Ordinal)));

        bool Sees(RelationKind kind, Guid source)
        {
            var facts = Hue.Holding(Hue.Relation(Hue.Centre, kind, source)) with { Measures = [measure, other] };
            return !new Veil(Hue.Law, facts, facts.Relations, today).Hides(hidden, Operation(hidden, Decided));
        }
    }

    /// <summary>Places and guards belong to one measure; it hides its own.</summary>
    private static Guid? Operation(FieldClass hidden, Guid measure) => hidden == FieldClass.ProtectionOperation ? measure : null;

    [Theory]
    [MemberData(nameof(Days))]
    public void Whatever_is_not_in_the_table_is_not_hidden(DateOnly decided, DateOnly today)
    {
        var stranger = Hue.Relation(Hue.Post, RelationKind.HandedOver);

        for (var clause = 1; clause <= 8; clause++)
            foreach (var shown in Hue.Classes)
                Assert.Equal(!Hidden.Any(h => h.Clause == clause && h.Class == shown), Visible(clause, shown, stranger, decided, today));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void A_carer_sees_the_shelter_only_where_its_own_agency_runs_it(DateOnly decided, DateOnly today)
    {
        var carer = Hue.Relation(Hue.Centre, RelationKind.Carer);

        Assert.True(Visible(5, FieldClass.CurrentPlace, carer, decided, today, isExecutor: true));
        Assert.False(Visible(5, FieldClass.CurrentPlace, carer, decided, today));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Secrecy_never_hides_from_an_accepted_referral_what_it_names_and_hides_the_rest(DateOnly decided, DateOnly today)
    {
        var accepted = Hue.Relation(Hue.Health, RelationKind.ReferralAccepted, named: [FieldClass.Health]);

        Assert.True(Visible(2, FieldClass.Health, accepted, decided, today));
        Assert.False(Visible(2, FieldClass.IdentityMinimum, accepted, decided, today));
        Assert.False(Visible(5, FieldClass.CurrentPlace, accepted, decided, today));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void The_end_of_a_measure_opens_nothing_and_a_release_does(DateOnly decided, DateOnly today)
    {
        var ended = new MeasureFact(Decided, 5, [], decided, decided.AddDays(30), Released: false, decided);
        var facts = Hue.Holding(Hue.Relation(Hue.Police, RelationKind.Receiver)) with { Measures = [ended] };
        var later = today.AddDays(400);

        Assert.False(Hue.Look(Hue.Police, Purpose.Protect, facts, later).Permits(FieldClass.CurrentPlace));
        Assert.True(
            Hue.Look(Hue.Police, Purpose.Protect, facts with { Measures = [ended with { Released = true }] }, later)
                .Permits(FieldClass.CurrentPlace));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_measure_that_hides_must_be_answered_one_exemption_is_not_enough(DateOnly decided, DateOnly today)
    {
        var department = Department(today);
        var five = new MeasureFact(Guid.NewGuid(), 5, [], decided, null, false, decided);
        var six = new MeasureFact(Guid.NewGuid(), 6, [], decided, null, false, decided);
        var facts = Hue.Holding(
            Hue.Relation(department, RelationKind.Receiver), Hue.Relation(department, RelationKind.Decider, five.Source, 5));

        Assert.True(Hue.Look(department, Purpose.Protect, facts with { Measures = [five] }, today).Permits(FieldClass.CurrentPlace));
        Assert.False(Hue.Look(department, Purpose.Protect, facts with { Measures = [five, six] }, today).Permits(FieldClass.CurrentPlace));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void A_later_decider_of_the_same_clause_does_not_inherit_the_older_secret(DateOnly decided, DateOnly today)
    {
        var department = Department(today);
        var old = new MeasureFact(Guid.NewGuid(), 5, [], decided, decided.AddDays(1), Released: false, decided);
        var young = new MeasureFact(Guid.NewGuid(), 5, [], decided, null, Released: false, decided);
        var facts = Hue.Holding(Hue.Relation(department, RelationKind.Decider, young.Source, 5));

        Assert.Equal([young.Source], Hue.Look(department, Purpose.Protect, facts with { Measures = [old, young] }, today).Operations);
        Assert.Equal([young.Source], Hue.Look(department, Purpose.Protect, facts with { Measures = [young] }, today).Operations);
        Assert.False(Hue.Look(department, Purpose.Protect, facts with { Measures = [old, young] }, today).Permits(FieldClass.CurrentPlace));
    }

    [Fact]
    public void A_measure_hides_from_its_decision_on_and_not_only_from_its_first_day()
    {
        var start = Hue.Day.AddDays(10);
        var known = new MeasureFact(Decided, 5, [], start, null, Released: false, DecidedOn: Hue.Day);

        Assert.False(known.HidesOn(Hue.Day.AddDays(-1)));
        Assert.True(known.HidesOn(Hue.Day));
        Assert.False(known.InForceOn(Hue.Day));
        Assert.True((known with { DecidedOn = start.AddDays(1) }).HidesOn(start));
        Assert.False((known with { DecidedOn = null }).HidesOn(Hue.Day));
        Assert.False((known with { Released = true }).HidesOn(Hue.Day));
    }
}

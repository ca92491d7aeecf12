using System.Collections.Immutable;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Emergencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Emergencies;

/// <summary>An emergency look adds a relation for hours and takes no check away.</summary>
public sealed class BreakingGlassTests
{
    private const string Officer = "0a1b";
    private static readonly DateTimeOffset Now = new(2016, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Glass = new("aaaaaaaa-0000-4000-8000-000000000009");

    private static BreakGlass Breaking(Actor by, DateTimeOffset? now = null, int words = 40) => new(by, Officer, Hue.Day, now ?? Now, TimeSpan.FromHours(4), Glass, words);

    private static SubjectState Broken(SubjectState state, Actor by) =>
        state.Apply(StreamTypes.Person, BreakingGlass.Break(Hue.Law, state, Breaking(by)).Events.Single(), Guid.NewGuid());

    private static ReviewGlass Review(Actor by, Guid? glass = null, AgencyCode? home = null, int words = 40) => new(by, home, Hue.Day, glass ?? Glass, GlassVerdict.Justified, words);

    private static Decision Look(Actor by, Facts facts, string officer = Officer, Purpose purpose = Purpose.Emergency) => NeedToKnow.Decide(
        Hue.Law, Hue.Caller(by) with { OfficerTag = officer }, purpose, Hue.AnyRead, facts, Hue.Classes, Hue.Day);

    [Fact]
    public void Who_may_name_her_today_sees_for_hours_what_saves_her_and_nothing_else()
    {
        var play = new BorderReturn().HandedOver();
        var before = Facts.Of(play.World[play.Victim]);
        var facts = Facts.Of(Broken(play.World[play.Victim], Hue.Post));

        Assert.Equal([FieldClass.Status], Look(Hue.Post, before).Permitted.Keys);
        Assert.Equal([FieldClass.Status, FieldClass.IdentityMinimum, FieldClass.CurrentPlace, FieldClass.Health], Look(Hue.Post, facts.At(Now)).Permitted.Keys);
        Assert.Equal([FieldClass.Status], Look(Hue.Post, facts.At(Now.AddHours(4))).Permitted.Keys);
        Assert.Equal([FieldClass.Status], NeedToKnow.Decide(
            Hue.Law, Hue.Caller(Hue.Post), Purpose.Emergency, Hue.AnyRead, facts, Hue.Classes, Hue.Day.AddDays(2)).Permitted.Keys);
    }

    [Fact]
    public void It_serves_nobody_else_and_no_other_purpose()
    {
        var play = new BorderReturn().HandedOver();
        var state = play.World[play.Victim];
        var (before, facts) = (Facts.Of(state), Facts.Of(Broken(state, Hue.Post)));

        Assert.Equal([FieldClass.Status], Look(Hue.Post, facts, officer: "ffff").Permitted.Keys);
        foreach (var other in (Actor[])[Hue.Police, Hue.Labour, Hue.Centre, Hue.District, Hue.Inspector, Hue.Population])
            Assert.Equal(Look(other, before), Look(other, facts));
        foreach (var purpose in Hue.Purposes.Except([Purpose.Emergency]))
            Assert.Equal(Look(Hue.Post, before, purpose: purpose), Look(Hue.Post, facts, purpose: purpose));
    }

    /// <summary>Break-glass x every other denial: a path past the checks is how a peer failed.</summary>
    public static TheoryData<string> Denials => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<Facts, Facts>> Cases = new()
    {
        ["private life hidden (2)"] = facts => Hidden(facts, 2),
        ["place hidden by contacts (4)"] = facts => Hidden(facts, 4),
        ["shelter hidden (5)"] = facts => Hidden(facts, 5),
        ["old and new life (6)"] = facts => Hidden(facts, 6),
        ["a block that names the agency"] = facts => facts with { Blocks = [new BlockFact(Guid.NewGuid(), [Hue.Post.Agency])] },
        ["in the name of somebody blocked"] = facts => (facts with { Blocks = [new BlockFact(Glass, [])] }).For(Glass),
        ["another record of hers hides"] = facts => facts.With([Hidden(Facts.None(Guid.NewGuid()), 2)]),
    };

    [Theory]
    [MemberData(nameof(Denials))]
    public void Whatever_hides_or_bars_without_it_hides_and_bars_with_it(string denial)
    {
        var play = new BorderReturn().HandedOver();
        var bare = Facts.Of(Broken(play.World[play.Victim], Hue.Post));
        var facts = Cases[denial](bare);
        var veiled = Hue.Classes.Where(one => facts.Measures.Any(m => Hue.Law.HidesOf(m.Clause, m.DecidedOn).Any(h => h.Class == one)) || facts.Measures.Length == bare.Measures.Length).ToHashSet();

        var decision = Look(Hue.Post, facts);

        Assert.NotEmpty(veiled.Intersect(Look(Hue.Post, bare).Permitted.Keys));
        Assert.Empty(veiled.Intersect(decision.Permitted.Keys));
        Assert.All(veiled.Where(decision.Refused.ContainsKey).Intersect(Look(Hue.Post, bare).Permitted.Keys), one => Assert.Equal(NeedToKnow.None, decision.Refused[one]));
    }

    [Fact]
    public void Token_method_and_purpose_are_asked_as_ever()
    {
        var facts = Hue.Holding(Hue.Relation(Hue.Post, RelationKind.BreakGlass) with { Officer = Officer, EndsAt = Now.AddHours(1) });
        var caller = Hue.Caller(Hue.Post) with { OfficerTag = Officer };
        string Reason(Caller who, MethodRule rule, FieldClass one, Purpose purpose = Purpose.Emergency) =>
            NeedToKnow.Decide(Hue.Law, who, purpose, rule, facts, ImmutableHashSet.Create(one), Hue.Day).Refused[one];

        Assert.Equal(NeedToKnow.Scope, Reason(caller with { Scopes = ImmutableHashSet<string>.Empty }, Hue.AnyRead, FieldClass.Health));
        Assert.Equal(NeedToKnow.PurposeOfMethod, Reason(caller, Hue.AnyRead with { Purposes = [Purpose.Care] }, FieldClass.Health));
        Assert.Equal(NeedToKnow.PurposeOfToken, Reason(caller with { AuthorizedPurposes = ImmutableHashSet.Create(Purpose.Care) }, Hue.AnyRead, FieldClass.Health));
        Assert.Equal(NeedToKnow.ClassOfMethod, Reason(caller, Hue.AnyRead with { Classes = [FieldClass.Status] }, FieldClass.Health));
        Assert.Equal(NeedToKnow.Undeclared, Reason(caller, Hue.AnyRead, FieldClass.Evidence));
        Assert.Equal(NeedToKnow.Undeclared, Reason(caller, Hue.AnyRead, FieldClass.IdentityNumbers));
    }

    [Fact]
    public void A_stranger_has_nothing_to_break_and_hears_the_same_of_her_and_of_nobody()
    {
        var play = new BorderReturn().HandedOver();

        foreach (var stranger in (Actor[])[Hue.District, Hue.Court, Hue.Population, Hue.Inspector])
            Assert.Equal(Look(stranger, Facts.None(play.Victim)), Look(stranger, play.OfVictim));
    }

    [Theory]
    [InlineData("GLASS_WORDS_TOO_SHORT", 19, 0)]
    [InlineData("GLASS_STILL_BROKEN", 40, 3)]
    [InlineData(null, 40, 4)]
    [InlineData(null, 20, 4)]
    public void Says_why_in_words_and_once_at_a_time(string? reason, int words, int hoursLater)
    {
        var play = new BorderReturn().HandedOver();
        var state = Broken(play.World[play.Victim], Hue.Post);

        var decided = BreakingGlass.Break(Hue.Law, state, Breaking(Hue.Post, Now.AddHours(hoursLater), words));

        Assert.Equal(reason, decided.Refusal?.Reason);
    }

    [Fact]
    public void Never_lasts_longer_than_a_day_whatever_is_configured()
    {
        var play = new BorderReturn().HandedOver();

        var broken = (GlassBroken)BreakingGlass.Break(Hue.Law, play.World[play.Victim], Breaking(Hue.Post) with { For = TimeSpan.FromDays(30) }).Events.Single();

        Assert.Equal(Now.AddHours(24), broken.EndsAt);
        Assert.Equal([Hue.SecondInspector.Agency, Hue.Inspector.Agency], broken.Reviewers);
    }

    [Fact]
    public void An_inspector_of_another_agency_owes_the_review_within_three_working_days_and_it_ends_the_duty()
    {
        var play = new BorderReturn().HandedOver();
        var state = Broken(play.World[play.Victim], Hue.Post);

        var task = Assert.Single(OpenTasks.Of(Hue.Law, state, Hue.Inspector.Agency, Hue.Day));

        Assert.Equal((DutyKind.ReviewBreakGlass, Purpose.Audit, FieldClass.AccessLines, new DateOnly(2016, 3, 4)), (task.Key.Duty, task.Purpose, task.Row.Class, task.Due));
        Assert.Equal(TaskState.Overdue, task.StateOn(new DateOnly(2016, 3, 5)));
        var reviewed = state.Apply(StreamTypes.Person, BreakingGlass.Review(Hue.Law, state, Review(Hue.Inspector)).Events.Single(), Guid.NewGuid());
        Assert.Empty(OpenTasks.Of(Hue.Law, reviewed, Hue.Inspector.Agency, Hue.Day));
        Assert.Equal("GLASS_REVIEWED_ALREADY", BreakingGlass.Review(Hue.Law, reviewed, Review(Hue.Inspector)).Refusal!.Reason);
        Assert.Equal("GLASS_NOT_KNOWN", BreakingGlass.Review(Hue.Law, state, Review(Hue.Inspector, Guid.NewGuid())).Refusal!.Reason);
        Assert.Equal("GLASS_WORDS_TOO_SHORT", BreakingGlass.Review(Hue.Law, state, Review(Hue.Inspector, words: 3)).Refusal!.Reason);
        Assert.Equal("GLASS_OF_YOUR_AGENCY", BreakingGlass.Review(Hue.Law, state, Review(Hue.Post)).Refusal!.Reason);
        Assert.Equal("GLASS_OF_YOUR_AGENCY", BreakingGlass.Review(Hue.Law, state, Review(Hue.Inspector, home: Hue.Post.Agency)).Refusal!.Reason);
    }

    [Fact]
    public void Its_state_survives_JSON()
    {
        var play = new BorderReturn().HandedOver();
        var state = Broken(play.World[play.Victim], Hue.Post);

        var json = JsonSerializer.Serialize(state, DomainJson.Options);

        Assert.Equal(Look(Hue.Post, Facts.Of(state)), Look(Hue.Post, Facts.Of(JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options)!)));
    }

    private static Facts Hidden(Facts facts, int clause) =>
        facts with { Measures = facts.Measures.Add(new MeasureFact(Guid.NewGuid(), clause, [Hue.Population.Agency], Hue.Day, null, Released: false)) };
}

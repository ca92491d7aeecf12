using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>Asking and deciding tells no agency of a measure or request that it may not see.</summary>
public sealed class InSightTests
{
    /// <summary>Agencies of the case that hold no relation by which they see decisions.</summary>
    private static readonly Actor[] WithoutSight = [Hue.Post, Hue.Command, Hue.Centre, Hue.Court, Hue.District, Hue.Commune];

    public static TheoryData<int> Clauses() => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Whether_a_hidden_measure_or_request_of_the_clause_is_there_changes_no_decision_of_who_may_not_see_it(int clause)
    {
        var play = new BorderReturn().Certified();
        var without = play.World[play.Victim];
        foreach (var person in (SubjectState[])[without, Receive(without)])
        {
            var with = Hidden(person, clause);
            foreach (var by in WithoutSight)
            {
                Assert.False(Hue.Look(by, Purpose.Protect, Facts.Of(with)).Permits(FieldClass.ProtectionDecision));
                Assert.Equal(Told(Decide(person, by, clause)), Told(Decide(with, by, clause)));
                Assert.Equal(Told(Ask(person, by, clause)), Told(Ask(with, by, clause)));
            }
        }
    }

    [Fact]
    public void Who_sees_decisions_is_told_that_the_measure_runs_or_was_asked_for()
    {
        var play = new BorderReturn().Guarded();

        Assert.Equal("ALREADY_IN_FORCE", Decide(play.World[play.Victim], Hue.Investigation, 4).Refusal?.Reason);

        var asked = new BorderReturn().Protected();
        asked.World.Ask(asked.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Investigation, AskedBy.Agency);
        Assert.Equal("REQUEST_ALREADY_OPEN", Ask(asked.World[asked.Victim], Hue.Police, 3).Refusal?.Reason);
    }

    [Fact]
    public void Two_measures_of_a_clause_stand_side_by_side_and_each_hides_its_own()
    {
        var play = new BorderReturn().Certified();
        var state = Hidden(play.World[play.Victim], 3);

        var both = state.Apply(StreamTypes.Dossier, Decide(state, Hue.Post, 3).Events.Single(), Guid.NewGuid());

        var (theirs, own) = (both.Dossier!.Measures[0], both.Dossier.Measures[1]);
        Assert.Equal([own.Fact.Source], Hue.Look(Hue.Post, Purpose.Protect, Facts.Of(both)).Operations);
        Assert.Equal([theirs.Fact.Source], Hue.Look(Hue.Investigation, Purpose.Protect, Facts.Of(both)).Operations);
        Assert.Equal("ALREADY_IN_FORCE", Decide(both, Hue.Post, 3).Refusal?.Reason);
        Assert.Equal("MEASURE_NOT_YOURS", ProtectionDossier.End(Hue.Law, both, new(Hue.Post, Hue.Day, theirs.Id)).Refusal?.Reason);
    }

    [Fact]
    public void A_new_period_is_compared_with_what_its_author_may_see_alone()
    {
        var play = new BorderReturn().Certified();
        var state = play.World[play.Victim];
        var own = Decide(state, Hue.Post, 3, Hue.Day.AddDays(10)).Events.OfType<MeasureDecided>().Single();
        state = state.Apply(StreamTypes.Dossier, own, Guid.NewGuid());
        var hidden = Decide(state, Hue.Investigation, 3, starts: Hue.Day.AddDays(20)).Events.OfType<MeasureDecided>().Single();
        var longer = new ModifyMeasure(Hue.Post, Hue.Day, Hue.Day, own.Measure, new(Hue.Day, Hue.Day.AddDays(30)), false, false);

        Assert.Null(ProtectionDossier.Modify(Hue.Law, state, longer).Refusal);
        Assert.Null(ProtectionDossier.Modify(Hue.Law, state.Apply(StreamTypes.Dossier, hidden, Guid.NewGuid()), longer).Refusal);
    }

    /// <summary>A measure and an open request of the clause, both by others.</summary>
    private static SubjectState Hidden(SubjectState state, int clause) => state
        .Apply(StreamTypes.Dossier, new MeasureDecided(
            Hue.Day, Guid.NewGuid(), state.Subject, Guid.NewGuid(), clause, Hue.Investigation.Agency, [Hue.Investigation.Agency], Hue.Day, null, null, default), Guid.NewGuid())
        .Apply(StreamTypes.Dossier, new ProtectionRequested(
            Hue.Day, Guid.NewGuid(), state.Subject, Guid.NewGuid(), clause, Hue.Labour.Agency, Hue.Labour.Kind, Hue.Investigation.Agency, null, AskedBy.Agency), Guid.NewGuid());

    /// <summary>The same person, received by the command and cared for by the centre too, so that more of the matrix decides.</summary>
    private static SubjectState Receive(SubjectState state) => state with
    {
        Person = state.Person! with
        {
            Relations =
            [
                .. state.Person!.Relations, Hue.Relation(Hue.Command, RelationKind.Receiver), Hue.Relation(Hue.Centre, RelationKind.Carer),
                Hue.Relation(Hue.Commune, RelationKind.Receiver), Hue.Relation(Hue.District, RelationKind.Receiver),
            ],
        },
    };

    private static Decided Decide(SubjectState state, Actor by, int clause, DateOnly? ends = null, DateOnly? starts = null) =>
        ProtectionDossier.Decide(Hue.Law, state, new(by, Hue.Day, Hue.Subject, Hue.Subject, clause, [], starts ?? Hue.Day, ends, null));

    private static Decided Ask(SubjectState state, Actor by, int clause) => ProtectionDossier.Request(
        Hue.Law, state, new(by, Hue.Day, Hue.Subject, Hue.Subject, clause, clause == 8 ? Hue.Court.Agency : Hue.Investigation.Agency, AskedBy.Agency));

    /// <summary>What the author is told; the dossier's own id aside, which is no part of an answer.</summary>
    private static string Told(Decided decided) => decided.Refusal is { } refusal
        ? refusal.ToString()
        : decided.Events.Single() switch
        {
            MeasureDecided e => $"{e with { Dossier = default, Executors = [] }}",
            ProtectionRequested e => $"{e with { Dossier = default }}",
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>
/// What holds after every sequence of events, also such as no decision would make: events are read for as long as the registry stands, by code that
/// made none of them. The pool is the catalog, under either law.
/// </summary>
public sealed class AnyHistoryTests
{
    private static readonly Arbitrary<int[]> Sequences = Gen.Choose(0, int.MaxValue - 1).ArrayOf(60).ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(60);

    private static readonly string[] Streams = [StreamTypes.Announcement, StreamTypes.Person, StreamTypes.Dossier, StreamTypes.Agency, StreamTypes.Report, "unknown"];

    /// <summary>First days of histories under the law of 2011, over the change, and under that of 2024.</summary>
    private static readonly DateOnly[] Firsts = [Hue.Day, new(2025, 6, 1), new(2025, 8, 1)];

    public static TheoryData<DateOnly> Days => [.. Firsts];

    public static TheoryData<string> Aliases => [.. EventCatalog.All.Select(k => k.Alias)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Every_event_of_the_catalog_is_in_the_pool_and_survives_JSON(string alias)
    {
        var kind = EventCatalog.Find(alias)!;
        var any = new AnyEvent(new Random(1), Hue.Day);
        for (var i = 0; i < 50; i++)
        {
            var json = Encoding.UTF8.GetString(EventCatalog.WriteFacts(any.Of(kind)));
            Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(EventCatalog.ReadFacts(alias, kind.SchemaVersion, Encoding.UTF8.GetBytes(json)))));
        }
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Folding_any_events_in_any_order_on_any_stream_never_throws(DateOnly first)
    {
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var state = SubjectState.Empty(AnyEvent.Ids[0]);
            foreach (var step in steps)
            {
                state = state.Apply(Streams[step % Streams.Length], Drawn(step, first), Guid.NewGuid());
                _ = Hue.Look(Hue.Labour, Purpose.Protect, Facts.Of(state), first.AddDays(AnyEvent.Days));
            }

            Assert.Equal(steps.Length, state.Version);
        }));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void What_a_measure_hides_stays_hidden_whatever_happens_until_its_secrecy_is_released(DateOnly first)
    {
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var day = first.AddDays(AnyEvent.Days);
            var state = Registered(steps[0], first);
            foreach (var step in steps)
            {
                var happened = Drawn(step, first);
                var before = state;
                state = Happens(state, happened);

                var shown = before.MeasureFacts.Where(m => m.HidesOn(day)).Select(m => m.Source).Except(state.MeasureFacts.Where(m => m.HidesOn(day)).Select(m => m.Source)).ToArray();
                var released = happened is SecrecyReleased release ? (before.Dossier?.Measures ?? []).Where(m => m.Id == release.Measure && m.IsOverOn(release.OccurredOn)).Select(m => m.Fact.Source) : [];
                Assert.Empty(shown.Except(released));
                if (shown.Length == 0) Assert.Empty(Hidden(before, day).Except(Hidden(state, day)));
            }
        }));
    }

    /// <summary>A pool whose events fit nothing would prove nothing.</summary>
    [Fact]
    public void Every_event_of_a_person_or_a_dossier_changes_something_in_some_history()
    {
        var kinds = EventCatalog.All.Where(k => k.StreamType is StreamTypes.Person or StreamTypes.Dossier).ToArray();
        var changed = new HashSet<string>();
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var state = seed % 3 == 0 ? SubjectState.Empty(AnyEvent.Ids[0]) : Registered(seed, Hue.Day);
            for (var i = 0; i < 60; i++)
            {
                var kind = kinds[random.Next(kinds.Length)];
                var next = Happens(state, new AnyEvent(random, Hue.Day).Of(kind));
                if (next with { Version = state.Version } != state) changed.Add(kind.Alias);
                state = next;
            }
        }

        // What was told outside is in the history and in no state.
        Assert.Equal(["disclosure_recorded"], kinds.Select(k => k.Alias).Except(changed));
    }

    private static DomainEvent Drawn(int step, DateOnly first) =>
        new AnyEvent(new Random(step), first).Of(EventCatalog.All[step / Streams.Length % EventCatalog.All.Length]);

    /// <summary>Events name events; a measure is known by the id of its own.</summary>
    private static SubjectState Happens(SubjectState state, DomainEvent happened) => state.Apply(
        EventCatalog.Of(happened).StreamType, happened, happened is MeasureDecided ? Guid.NewGuid() : AnyEvent.Ids[state.Version % AnyEvent.Ids.Length]);

    /// <summary>A victim or a relative, by turns, with two measures.</summary>
    private static SubjectState Registered(int step, DateOnly first)
    {
        var any = new AnyEvent(new Random(step), first);
        Type[] begins = [step % 2 == 0 ? typeof(VictimRegistered) : typeof(RelativeRegistered), typeof(MeasureDecided), typeof(MeasureDecided)];
        return begins.Aggregate(SubjectState.Empty(AnyEvent.Ids[0]), (state, type) => Happens(state, any.Of(EventCatalog.All.Single(k => k.ClrType == type))));
    }

    /// <summary>What everybody without a part in the case is not shown.</summary>
    private static IEnumerable<FieldClass> Hidden(SubjectState state, DateOnly day)
    {
        var veil = new Veil(Hue.Law, Facts.Of(state), [], day);
        return Hue.Classes.Where(c => veil.Hides(c, null));
    }
}

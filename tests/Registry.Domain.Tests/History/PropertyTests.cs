using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>What holds after every sequence of commands, whoever gives them.</summary>
public sealed class PropertyTests
{
    private static readonly Actor[] Actors =
        [Hue.Police, Hue.Investigation, Hue.Labour, Hue.Command, Hue.Post, Hue.Centre, Hue.Health, Hue.Court, Hue.District];

    /// <summary>A day under the law of 2024, and who stands in the actors' places then.</summary>
    private static readonly (DateOnly Day, Actor[] Actors) Since = (
        new(2025, 7, 2), [.. Actors.Select(a => Hue.Law.Agencies.SuccessorOf(a.Agency, new(2025, 7, 2))!.Value).Distinct().Select(code => Hue.Of(code.Value, new(2025, 7, 2)))]);

    /// <summary>The case began under the law of 2011; what is done to it now, under either.</summary>
    public static TheoryData<DateOnly> Regimes => [Hue.Day, Since.Day];

    private static readonly Arbitrary<int[]> Sequences = Gen.Choose(0, int.MaxValue - 1).ArrayOf(60).ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly Config VeryMany = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Theory]
    [MemberData(nameof(Regimes))]
    public void No_agency_alone_widens_what_it_can_read_beyond_what_others_offered_it(DateOnly day)
    {
        var actors = On(day);
        Check.One(VeryMany, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0], day);
            foreach (var step in steps[1..10]) Step(play, step, actors[step % actors.Length]);

            // From here on one agency is alone with the registry.
            var alone = actors[steps[10] % actors.Length];
            var people = play.World.States.Select(s => s.Subject).ToArray();
            var before = people.ToDictionary(p => p, p => Hue.Reads(alone, Accepted(play.World[p], alone, day), day));
            foreach (var step in steps[11..])
            {
                if (Step(play, step, alone) is not { Events.Length: > 0 }) continue;
                foreach (var person in people.Where(p => play.World[p].Person?.Registrar != alone.Agency))
                    Assert.Empty(Hue.Reads(alone, play.World.FactsOf(person), day).Except(before[person]).Except(Own(play.World[person], alone)));
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Secrecy_never_shrinks_while_nothing_is_released(DateOnly day)
    {
        var actors = On(day);
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0], day);
            foreach (var step in steps[1..])
            {
                var before = play.World.States.ToDictionary(s => s.Subject, s => s.MeasureFacts);
                Step(play, step, actors[step % actors.Length]);
                if (step % 7 == 0) play.World.Today = play.World.Today.AddDays(step % 90);
                foreach (var (subject, measures) in before)
                    Assert.Empty(measures.Except(play.World[subject].MeasureFacts.Where(m => m.HidesOn(play.World.Today))));
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Relations_are_closed_and_never_removed_and_every_state_survives_JSON(DateOnly day)
    {
        var actors = On(day);
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0], day);
            foreach (var step in steps[1..])
            {
                var before = play.World.States.ToDictionary(s => s.Subject, s => s.Relations.Length);
                Step(play, step, actors[step % actors.Length]);
                Assert.All(before, b => Assert.True(play.World[b.Key].Relations.Length >= b.Value));
            }

            foreach (var state in play.World.States)
            {
                var json = JsonSerializer.Serialize(state, DomainJson.Options);
                Assert.Equal(
                    json, JsonSerializer.Serialize(JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options), DomainJson.Options));
            }
        }));
    }

    private static Actor[] On(DateOnly day) => day < Since.Day ? Actors : Since.Actors;

    /// <summary>A history that others made, up to one of several moments of the case.</summary>
    private static BorderReturn Prelude(int choice, DateOnly day)
    {
        var play = Until(choice);
        play.World.Today = day;
        return play;
    }

    private static BorderReturn Until(int choice) => (choice % 8) switch
    {
        0 => new BorderReturn().Announced(),
        1 => new BorderReturn().Received(),
        2 => new BorderReturn().Certified(),
        3 => new BorderReturn().HandedOver(),
        4 => new BorderReturn().Protected(),
        5 => new BorderReturn().Referred(),
        _ => Watched(),
    };

    /// <summary>The investigation police hold threat and shelter; the labour department may still decide 1, 2 and 4.</summary>
    private static BorderReturn Watched()
    {
        var play = new BorderReturn().HandedOver();
        foreach (var clause in new[] { 5, 7 })
        {
            Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, play.World.NextId(), clause, Hue.Investigation));
            Assert.NotNull(play.World.Measure(play.Victim, Hue.Investigation, clause));
        }

        return play;
    }

    /// <summary>
    /// One command of the agency, well-formed or not, gone through the rule and the decision like any other. Referrals and
    /// requests use ids of the whole history, so that the agency tries those of others as well.
    /// </summary>
    private static Decided? Step(BorderReturn play, int step, Actor by)
    {
        var world = play.World;
        Guid[] people = [play.Victim, play.Daughter, play.Sister];
        var person = people[step / 16 % 3];
        var actors = On(world.Today);
        var other = actors[step / 48 % actors.Length];
        var clause = 1 + (step / 512 % 8);
        Guid[] referrals = [play.CareReferral, play.TreatmentReferral, .. world[person].Person?.Referrals.Select(r => r.Id) ?? []];
        var referral = referrals[step / 4096 % referrals.Length];
        return (step % 18) switch
        {
            0 => world.Announce(play.Announcement, by, Hue.Labour, Hue.Command),
            1 => world.Acknowledge(play.Announcement, by, other),
            2 => world.RegisterVictim(person, by, play.Announcement),
            3 => world.RegisterRelative(person, by, play.Victim, Kinship.Sibling, step % 5 == 0, false),
            4 => world.AddRelative(play.Victim, by, person, step % 5 == 0),
            5 or 6 => world.Receive(person, by),
            7 => world.Verify(person, by),
            8 => world.Certify(person, by),
            9 => world.Refer(person, by, world.NextId(), other, Purpose.Care, true, FieldClass.IdentityMinimum, FieldClass.CoreIdentity),
            10 => world.Refer(person, by, world.NextId(), other, Purpose.Treatment, true, FieldClass.IdentityMinimum, FieldClass.Health),
            11 => world.Answer(person, by, referral, step % 3 != 0),
            12 => world.HandOver(person, by, referral),
            13 => world.Ask(person, by, world.NextId(), clause, other),
            16 => world.Force(person, s => Consents.Record(
                Hue.Law, s, new(by, world.Today, world.NextId(), null, [FieldClass.IdentityMinimum, FieldClass.Health],
                [step % 2 == 0 ? Purpose.Care : Purpose.Treatment], other.Agency, null))),
            17 => world.Force(person, s => Contacts.Block(
                Hue.Law, s, new(by, world.Today, world.NextId(), person == play.Victim ? play.Sister : play.Victim, null, [other.Agency]))),
            _ => world.Measure(person, by, clause, step % 2 == 0 ? [by, other] : null, step % 3 == 0 ? world.Today.AddDays(30) : null),
        };
    }

    /// <summary>
    /// The facts as if the agency had accepted everything that others offered it: its own reception, a referral, a request to
    /// decide. Accepting what was offered is the one way to widen (need-to-know.md).
    /// </summary>
    private static Facts Accepted(SubjectState state, Actor alone, DateOnly day)
    {
        var facts = Facts.Of(state);
        foreach (var offered in Hue.Law.Agencies.Held(facts.Relations, alone.Agency, day).Where(r => r.InForceOn(day)))
        {
            RelationKind? accepted = offered.Kind switch
            {
                RelationKind.ProposedReceiver => RelationKind.Receiver,
                RelationKind.ReferralProposed => RelationKind.ReferralAccepted,
                RelationKind.RequestAddressee => RelationKind.Decider,
                RelationKind.VerificationAddressee => RelationKind.Verifier,
                _ => null,
            };
            if (accepted is { } kind) facts = facts.AsIf(offered with { Kind = kind });
        }

        return facts;
    }

    /// <summary>What the agency wrote itself: the orders of measures that it decided.</summary>
    private static IEnumerable<string> Own(SubjectState state, Actor alone) =>
        (state.Dossier?.Measures ?? []).Where(m => m.Decider == alone.Agency).Select(m => $"ProtectionOperation {m.Fact.Clause}");
}

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>What holds after every sequence of commands, whoever gives them.</summary>
public sealed class PropertyTests
{
    private static readonly Actor[] Actors =
        [Hue.Police, Hue.Investigation, Hue.Labour, Hue.Command, Hue.Post, Hue.Centre, Hue.Health, Hue.Court, Hue.District];

    private static readonly Arbitrary<int[]> Sequences = Gen.Choose(0, int.MaxValue - 1).ArrayOf(60).ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly Config VeryMany = Config.QuickThrowOnFailure.WithMaxTest(800);

    [Fact]
    public void No_agency_alone_widens_what_it_can_read_beyond_what_others_offered_it()
    {
        Check.One(VeryMany, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0]);
            foreach (var step in steps[1..10]) Step(play, step, Actors[step % Actors.Length]);

            // From here on one agency is alone with the registry.
            var alone = Actors[steps[10] % Actors.Length];
            var people = play.World.States.Select(s => s.Subject).ToArray();
            var before = people.ToDictionary(p => p, p => Hue.Reads(alone, Accepted(play.World[p], alone)));
            foreach (var step in steps[11..])
            {
                if (Step(play, step, alone) is not { Events.Length: > 0 }) continue;
                foreach (var person in people.Where(p => play.World[p].Person?.Registrar != alone.Agency))
                    Assert.Empty(Hue.Reads(alone, play.World.FactsOf(person)).Except(before[person]).Except(Own(play.World[person], alone)));
            }
        }));
    }

    [Fact]
    public void Secrecy_never_shrinks_while_nothing_is_released()
    {
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0]);
            foreach (var step in steps[1..])
            {
                var before = play.World.States.ToDictionary(s => s.Subject, s => s.MeasureFacts);
                Step(play, step, Actors[step % Actors.Length]);
                if (step % 7 == 0) play.World.Today = play.World.Today.AddDays(step % 90);
                foreach (var (subject, measures) in before)
                    Assert.Empty(measures.Except(play.World[subject].MeasureFacts.Where(m => m.HidesOn(play.World.Today))));
            }
        }));
    }

    [Fact]
    public void Relations_are_closed_and_never_removed_and_every_state_survives_JSON()
    {
        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var play = Prelude(steps[0]);
            foreach (var step in steps[1..])
            {
                var before = play.World.States.ToDictionary(s => s.Subject, s => s.Relations.Length);
                Step(play, step, Actors[step % Actors.Length]);
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

    [Fact]
    public void Folding_any_events_in_any_order_on_any_stream_never_throws()
    {
        var play = new BorderReturn().Announced();
        var pool = Pool(play);
        string[] streams = [StreamTypes.Announcement, StreamTypes.Person, StreamTypes.Dossier, "unknown"];

        Check.One(Many, Prop.ForAll(Sequences, steps =>
        {
            var state = SubjectState.Empty(play.Victim);
            foreach (var step in steps)
            {
                state = state.Apply(streams[step % 4], pool[step / 4 % pool.Length], play.World.NextId());
                _ = Hue.Look(Hue.Labour, Purpose.Protect, Facts.Of(state));
            }

            Assert.Equal(steps.Length, state.Version);
        }));
    }

    /// <summary>One event of every kind of the catalog, decided or made up.</summary>
    private static DomainEvent[] Pool(BorderReturn play) =>
    [
        new ReturnAnnounced(Hue.Day, Hue.Police.Agency, [Hue.Labour.Agency], "HONGVAN", Channel.BilateralAgreement, Hue.Day, 1),
        new AnnouncementAcknowledged(Hue.Day, Hue.Command.Agency, [Hue.Post.Agency]),
        new VictimRegistered(Hue.Day, Hue.Post.Agency, "HONGVAN", Channel.BilateralAgreement, null, [Hue.Labour.Agency]),
        new RelativeRegistered(Hue.Day, Hue.Post.Agency, play.Victim, Kinship.Sibling, false, false, [Hue.Labour.Agency], []),
        new RelativeAdded(Hue.Day, Hue.Post.Agency, play.Sister, false),
        new PersonReceived(Hue.Day, Hue.Labour.Agency, true),
        new VerificationRequested(Hue.Day, Hue.Labour.Agency, Hue.District.Agency, "V-ASK", "DL-VERIFY", Hue.Day.AddDays(20), false),
        new VerificationExtended(Hue.Day, play.GuardRequest, Hue.District.Agency, Hue.Day.AddDays(40), "V-EXTEND", "DL-VERIFY-LONG"),
        new CertificateRevoked(Hue.Day, play.GuardRequest, Hue.Police.Agency, RevocationGround.OtherFinding, true),
        new CaseClosed(Hue.Day, Hue.Labour.Agency, ClosingGround.Left, RelationKind.Receiver),
        new VerificationRecorded(Hue.Day, Hue.Police.Agency, VerificationOutcome.Confirmed, []),
        new CertificateIssued(Hue.Day, Hue.Police.Agency, CertificateKind.PoliceConfirmation),
        new ReferralProposed(Hue.Day, play.CareReferral, Hue.Post.Agency, Hue.Centre.Agency, Purpose.Care, [FieldClass.Health], true, true, "-"),
        new ReferralAnswered(Hue.Day, play.CareReferral, Hue.Centre.Agency, true),
        new PersonHandedOver(Hue.Day, play.CareReferral, Hue.Post.Agency, Hue.Centre.Agency, "-"),
        new ProtectionRequestRejected(Hue.Day, play.GuardRequest, Hue.Investigation.Agency),
        new MeasureStarted(Hue.Day, play.Sister, Hue.Centre.Agency),
        new MeasureDeclined(Hue.Day, play.Sister, Hue.Centre.Agency),
        new MeasureExecutorsChanged(Hue.Day, play.Sister, Hue.Investigation.Agency, [Hue.Post.Agency]),
        new MeasureTransferred(Hue.Day, play.Sister, Hue.Investigation.Agency, Hue.Labour.Agency),
        new MeasureWithdrawn(Hue.Day, play.Sister, Hue.Centre.Agency),
        new MeasureEnded(Hue.Day, play.Sister, Hue.Investigation.Agency),
        new SecrecyReleased(Hue.Day, play.Sister, Hue.Investigation.Agency, true, "-"),
        new ProtectionRequested(
            Hue.Day, play.Daughter, play.Victim, play.GuardRequest, 3, Hue.Labour.Agency, Hue.Labour.Kind, Hue.Investigation.Agency),
        new MeasureDecided(
            Hue.Day, play.Daughter, play.Victim, play.Sister, 3, Hue.Investigation.Agency, [Hue.Centre.Agency], Hue.Day, null,
            play.GuardRequest, Certainty.Inferred),
        new IdentityAmended(Hue.Day, Hue.Police.Agency, play.Sister, ["sex"], [FieldClass.CoreIdentity]),
        new KinCorrected(Hue.Day, Hue.Police.Agency, play.Sister, Kinship.Sibling, true, false),
        new RelativeLinkCorrected(Hue.Day, Hue.Police.Agency, play.Sister, true),
        new ContactAdded(Hue.Day, Hue.Police.Agency, play.Daughter, ContactRole.Guardian),
        new ContactRemoved(Hue.Day, Hue.Police.Agency, play.Daughter),
        new ContactBlocked(Hue.Day, Hue.Police.Agency, play.Daughter, play.Sister, null, [Hue.Health.Agency], Mirror: false),
        new ContactUnblocked(Hue.Day, Hue.Police.Agency, play.Daughter, Mirror: false),
        new RepresentativeRecorded(Hue.Day, Hue.Police.Agency, play.Sister, RepresentativeKind.Guardian, play.Sister, null, Hue.Day, null, play.Sister),
        new RepresentationEnded(Hue.Day, Hue.Police.Agency, play.Sister),
        new ConsentRecorded(Hue.Day, Hue.Police.Agency, play.Victim, play.Sister, [FieldClass.Health], [Purpose.Treatment], Hue.Health.Agency, null),
        new ConsentWithdrawn(Hue.Day, Hue.Police.Agency, play.Victim),
        new DocumentAdded(Hue.Day, Hue.Police.Agency, play.Victim, PaperKind.Other),
    ];

    /// <summary>A history that others made, up to one of several moments of the case.</summary>
    private static BorderReturn Prelude(int choice) => (choice % 8) switch
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
        var other = Actors[step / 48 % Actors.Length];
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
    private static Facts Accepted(SubjectState state, Actor alone)
    {
        var facts = Facts.Of(state);
        foreach (var offered in facts.Relations.Where(r => r.Agency == alone.Agency && r.InForceOn(Hue.Day)))
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

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Victims;

/// <summary>The decisions alone, without the rule before them.</summary>
public sealed class VictimTests
{
    private static string? Reason(Decided decided) => decided.Refusal?.Reason;

    private static Decided Announce(Actor by, params Actor[] to) => ReturnAnnouncement.Announce(
        Hue.Law,
        SubjectState.Empty(Guid.NewGuid()),
        new(by, Hue.Day, [.. to.Select(a => a.Agency)], "HONGVAN", Channel.BilateralAgreement, Hue.Day, 1));

    private static Decided Register(BorderReturn play, Actor by, Guid? announcement) => Victim.Register(
        Hue.Law,
        SubjectState.Empty(Guid.NewGuid()),
        announcement is { } id ? play.World[id] : null,
        new(by, Hue.Day, "HONGVAN", Channel.BilateralAgreement, announcement));

    [Fact]
    public void Only_provincial_police_announce_and_only_to_the_two_agencies_of_the_article()
    {
        Assert.Null(Reason(Announce(Hue.Police, Hue.Labour, Hue.Command)));
        Assert.Equal("ANNOUNCEMENT_NOT_IN_AUTHORITY", Reason(Announce(Hue.Labour, Hue.Command)));
        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", Reason(Announce(Hue.Police, Hue.Labour, Hue.Post)));
        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", Reason(Announce(Hue.Police)));
        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", Reason(Announce(Hue.Police, Hue.Labour with { Agency = new("NOBODY") })));
    }

    [Fact]
    public void A_command_directs_its_own_posts_and_nobody_else_directs()
    {
        var play = new BorderReturn();
        play.World.Announce(play.Announcement, Hue.Police, Hue.Labour, Hue.Command);
        string? Acknowledge(Actor by, Actor unit) =>
            Reason(ReturnAnnouncement.Acknowledge(Hue.Law, play.World[play.Announcement], new(by, Hue.Day, [unit.Agency])));

        Assert.Null(Acknowledge(Hue.Command, Hue.Post));
        Assert.Equal("DIRECTION_NOT_IN_AUTHORITY", Acknowledge(Hue.Command, Hue.Centre));
        Assert.Equal("DIRECTION_NOT_IN_AUTHORITY", Acknowledge(Hue.Labour, Hue.Post));
        Assert.Equal("ANNOUNCEMENT_NOT_ADDRESSED_TO_YOU", Acknowledge(Hue.Police, Hue.Post));

        play = new BorderReturn().Announced();
        Assert.Equal("ALREADY_ACKNOWLEDGED", Acknowledge(Hue.Command, Hue.Post));
    }

    [Fact]
    public void A_registrar_must_be_party_to_the_announcement_and_the_other_parties_are_offered_reception()
    {
        var play = new BorderReturn().Announced();

        var registered = Assert.IsType<VictimRegistered>(Register(play, Hue.Post, play.Announcement).Events.Single());
        Assert.Equal([Hue.Command.Agency, Hue.Police.Agency, Hue.Labour.Agency], registered.ProposedReceivers);

        var other = Hue.Post with { Agency = new("DBP-OTHER") };
        Assert.Equal("ANNOUNCEMENT_NOT_ADDRESSED_TO_YOU", Reason(Register(play, other, play.Announcement)));
        Assert.Equal(Register(play, other, play.Announcement).Refusal, Register(play, other, Guid.NewGuid()).Refusal);
        Assert.Null(Reason(Register(play, other, null)));
        Assert.Equal("REGISTRATION_NOT_IN_AUTHORITY", Reason(Register(play, Hue.Health, null)));
    }

    [Fact]
    public void While_a_measure_hides_minutes_are_taken_and_open_nothing_that_it_hides()
    {
        var play = new BorderReturn().Received();
        var decided = new MeasureDecided(
            Hue.Day, Guid.NewGuid(), play.Victim, Guid.NewGuid(), 2, Hue.Police.Agency, [Hue.Police.Agency], Hue.Day, null, null, Certainty.Sure);
        var state = play.World[play.Victim].Apply(StreamTypes.Dossier, decided, Guid.NewGuid());
        SubjectState Minutes(SubjectState state, Actor by) =>
            state.Apply(StreamTypes.Person, Victim.RecordReception(Hue.Law, state, new(by, Hue.Day, false)).Events.Single(), Guid.NewGuid());
        FieldClass[] Seen(SubjectState state, Actor by) => [.. Hue.Permitted(by, Purpose.ReceiveReturnee, Facts.Of(state))];

        var (open, hidden) = (Minutes(play.World[play.Victim], Hue.Command), Minutes(state, Hue.Command));
        Assert.Equal([FieldClass.CurrentPlace], Seen(open, Hue.Command).Except(Seen(hidden, Hue.Command)).Intersect([FieldClass.CurrentPlace]));
        Assert.Contains(hidden.Relations, r => r is { Kind: RelationKind.Receiver, Veiled: true } && r.Agency == Hue.Command.Agency);
        Assert.Equal(Seen(state, Hue.Labour), Seen(Minutes(state, Hue.Labour), Hue.Labour));
        Assert.Contains(FieldClass.CurrentPlace, Seen(state, Hue.Labour));
    }

    [Fact]
    public void While_a_measure_on_another_record_of_hers_hides_minutes_on_this_one_lift_no_veil_either()
    {
        var play = new BorderReturn().Received();
        PersonReceived Minutes(bool released) => Assert.IsType<PersonReceived>(Victim.RecordReception(
            Hue.Law, play.World[play.Victim] with { Hiding = [new MeasureFact(Guid.NewGuid(), 2, [], Hue.Day, null, released, Hue.Day)] }, new(Hue.Command, Hue.Day, false)).Events.Single());

        Assert.True(Minutes(released: false).Veiled);
        Assert.False(Minutes(released: true).Veiled);
    }

    [Fact]
    public void A_house_that_took_her_report_adds_who_came_along_as_the_house_once_she_is_in_its_care()
    {
        var (person, referral) = (Guid.NewGuid(), Guid.NewGuid());
        var reported = SubjectState.Empty(person)
            .Apply(StreamTypes.Person, new VictimRegistered(Hue.Day, Hue.Centre.Agency, "", Channel.Unspecified, null, []), Guid.NewGuid())
            .Apply(StreamTypes.Person, new PersonReceived(Hue.Day, Hue.Police.Agency, true), Guid.NewGuid());
        var inCare = reported
            .Apply(StreamTypes.Person, new ReferralProposed(Hue.Day, referral, Hue.Labour.Agency, Hue.Centre.Agency, Purpose.Care, [], true, true, "-"), Guid.NewGuid())
            .Apply(StreamTypes.Person, new PersonHandedOver(Hue.Day, referral, Hue.Labour.Agency, Hue.Centre.Agency, "-"), Guid.NewGuid());
        RelativeRegistered Child(SubjectState victim) => Assert.IsType<RelativeRegistered>(Relative.Register(
            Hue.Law, SubjectState.Empty(Guid.NewGuid()), victim, new(Hue.Centre, Hue.Day, person, Kinship.BiologicalChild, true, true)).Events.Single());

        Assert.Equal((false, 1), (Child(reported).InCare, Child(reported).ProposedReceivers.Length));
        Assert.Equal((true, 0), (Child(inCare).InCare, Child(inCare).ProposedReceivers.Length));
    }

    [Fact]
    public void An_announcement_in_another_ones_place_is_refused()
    {
        var play = new BorderReturn().Announced();

        var decided = Victim.Register(
            Hue.Law, SubjectState.Empty(Guid.NewGuid()), play.World[play.Announcement],
            new(Hue.Post, Hue.Day, "HONGVAN", Channel.BilateralAgreement, Guid.NewGuid()));

        Assert.Equal("ANNOUNCEMENT_NOT_ADDRESSED_TO_YOU", Reason(decided));
    }

    [Fact]
    public void A_record_is_created_once()
    {
        var play = new BorderReturn().Received();

        Assert.Equal("ALREADY_REGISTERED", Reason(Victim.Register(
            Hue.Law, play.World[play.Victim], null, new(Hue.Post, Hue.Day, "HONGVAN", Channel.BilateralAgreement, null))));
    }

    [Theory]
    [InlineData("DBP-HONGVAN", true)]
    [InlineData("BCHBP-TTH", true)]
    [InlineData("SYT-TTH", false)]
    [InlineData("CA-NAMDONG", false)]
    public void Only_who_registered_received_or_was_offered_it_records_a_reception(string agency, bool allowed)
    {
        var play = new BorderReturn().Received();

        var decided = Victim.RecordReception(Hue.Law, play.World[play.Victim], new(Hue.Of(agency), Hue.Day, false));

        Assert.Equal(allowed ? null : "RECEPTION_NOT_PROPOSED_TO_YOU", Reason(decided));
    }

    [Fact]
    public void Police_verify_whom_they_received_and_certify_what_was_confirmed()
    {
        string? Verify(BorderReturn play, Guid person, Actor by) => Reason(Verifications.Record(
            Hue.Law, play.World[person], new(by, Hue.Day, VerificationOutcome.Confirmed, [EvidenceSource.VictimStatement])));
        string? Certify(BorderReturn play, Actor by) => Reason(Certificates.Issue(
            Hue.Law, play.World[play.Victim], new(by, Hue.Day, CertificateKind.PoliceConfirmation)));
        var received = new BorderReturn().Received();
        var certified = new BorderReturn().Certified();

        Assert.Null(Verify(received, received.Victim, Hue.Police));
        Assert.Equal("VERIFICATION_NOT_IN_AUTHORITY", Verify(received, received.Victim, Hue.Labour));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Verify(received, received.Sister, Hue.Police));
        Assert.Equal("NOT_A_VICTIM", Verify(received, received.Daughter, Hue.Police));
        Assert.Equal("ALREADY_VERIFIED", Verify(certified, certified.Victim, Hue.Police));
        Assert.Equal("NOT_YET_VERIFIED", Certify(received, Hue.Police));
        Assert.Equal("VERIFICATION_NOT_IN_AUTHORITY", Certify(received, Hue.Post));
        Assert.Equal("CERTIFICATE_ALREADY_ISSUED", Certify(certified, Hue.Police));
    }

    [Fact]
    public void Referrals_need_a_need_a_known_basis_another_agency_and_no_more_classes_than_the_purpose()
    {
        var play = new BorderReturn().Certified();
        var good = new ProposeReferral(
            Hue.Post, Hue.Day, Guid.NewGuid(), Hue.Centre.Agency, Purpose.Care, [FieldClass.Health], true, false, "QD22/2015-D7.3");
        string? Propose(ProposeReferral command) => Reason(Victim.ProposeReferral(Hue.Law, play.World[play.Victim], command));

        Assert.Null(Propose(good));
        Assert.Equal("NEED_NOT_RECORDED", Propose(good with { Need = false }));
        Assert.Equal("REFERRAL_TO_YOURSELF", Propose(good with { To = Hue.Post.Agency }));
        Assert.Equal("UNKNOWN_AGENCY", Propose(good with { To = new("NOBODY") }));
        Assert.Equal("UNKNOWN_LEGAL_BASIS", Propose(good with { Clause = "QD22/2015-D99" }));
        Assert.Equal("NAMED_CLASS_NOT_FOR_PURPOSE", Propose(good with { Named = [FieldClass.Exploitation] }));
        Assert.Equal("NAMED_CLASS_NOT_FOR_PURPOSE", Propose(good with { Named = [] }));
        Assert.Equal("NAMED_CLASS_NOT_FOR_PURPOSE", Propose(good with { To = Hue.Health.Agency }));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Propose(good with { By = Hue.Health }));
    }

    [Fact]
    public void Only_the_addressee_answers_and_only_the_sender_hands_over_and_only_once()
    {
        var play = new BorderReturn().Certified();
        var world = play.World;
        world.Refer(play.Victim, Hue.Post, play.CareReferral, Hue.Centre, Purpose.Care, true, FieldClass.Health);
        string? Answer(Actor by, Guid id) => Reason(Victim.AnswerReferral(Hue.Law, world[play.Victim], new(by, Hue.Day, id, true)));
        string? HandOver(Actor by, Guid id) => Reason(Victim.HandOver(Hue.Law, world[play.Victim], new(by, Hue.Day, id, "QD22/2015-D7.3")));

        Assert.Equal("REFERRAL_NOT_ADDRESSED_TO_YOU", Answer(Hue.Health, play.CareReferral));
        Assert.Equal("REFERRAL_NOT_ADDRESSED_TO_YOU", Answer(Hue.Centre, Guid.NewGuid()));
        Assert.Equal("REFERRAL_NOT_ACCEPTED", HandOver(Hue.Post, play.CareReferral));
        world.Answer(play.Victim, Hue.Centre, play.CareReferral);
        Assert.Equal("REFERRAL_ALREADY_ANSWERED", Answer(Hue.Centre, play.CareReferral));
        Assert.Equal("REFERRAL_NOT_YOURS", HandOver(Hue.Centre, play.CareReferral));
        Assert.Equal("REFERRAL_NOT_YOURS", HandOver(Hue.Labour, play.CareReferral));
        world.HandOver(play.Victim, Hue.Post, play.CareReferral);
        Assert.Equal("ALREADY_HANDED_OVER", HandOver(Hue.Post, play.CareReferral));
    }

    [Fact]
    public void A_referral_for_treatment_hands_nobody_over()
    {
        var play = new BorderReturn().Referred();

        var decided = Victim.HandOver(Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, play.TreatmentReferral, "QD22/2015-D9"));

        Assert.Equal("REFERRAL_NOT_FOR_CARE", Reason(decided));
    }

    [Fact]
    public void A_declined_referral_leaves_no_relation()
    {
        var play = new BorderReturn().Certified();
        play.World.Refer(play.Victim, Hue.Labour, play.TreatmentReferral, Hue.Health, Purpose.Treatment, true, FieldClass.Health);
        play.World.Answer(play.Victim, Hue.Health, play.TreatmentReferral, accepted: false);

        Assert.Empty(Hue.Reads(Hue.Health, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void A_relative_who_came_along_is_offered_for_reception_and_one_at_home_is_not()
    {
        var play = new BorderReturn().Received();
        Decided Register(bool accompanies, Kinship? kinship, bool minor, Actor by) => Relative.Register(
            Hue.Law, SubjectState.Empty(Guid.NewGuid()), play.World[play.Victim], new(by, Hue.Day, play.Victim, kinship, accompanies, minor));

        var along = Assert.IsType<RelativeRegistered>(Register(true, Kinship.Sibling, false, Hue.Post).Events.Single());
        var home = Assert.IsType<RelativeRegistered>(Register(false, Kinship.Sibling, false, Hue.Post).Events.Single());

        ImmutableArray<AgencyCode> others = [Hue.Command.Agency, Hue.Police.Agency, Hue.Labour.Agency];
        Assert.Equal(others.AsEnumerable(), along.ProposedReceivers);
        Assert.Empty(along.Parties);
        Assert.Equal(others.AsEnumerable(), home.Parties);
        Assert.Empty(home.ProposedReceivers);
        Assert.Equal("NOT_A_RELATIVE", Reason(Register(false, null, true, Hue.Post)));
        Assert.Null(Reason(Register(true, null, true, Hue.Post)));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(Register(true, Kinship.Sibling, false, Hue.Health)));
    }

    [Fact]
    public void The_same_relative_is_linked_once_and_only_to_a_victim()
    {
        var play = new BorderReturn().Received();
        string? Add(Guid on, Guid relative) => Reason(Victim.AddRelative(Hue.Law, play.World[on], new(Hue.Post, Hue.Day, relative, true)));

        Assert.Equal("RELATIVE_ALREADY_ADDED", Add(play.Victim, play.Sister));
        Assert.Equal("NOT_A_VICTIM", Add(play.Daughter, play.Sister));
    }

    [Fact]
    public void Whoever_handed_her_over_cannot_date_an_act_back_to_the_time_before()
    {
        var play = new BorderReturn().Certified();
        play.World.Today = Hue.Day.AddDays(5);
        play.World.Refer(play.Victim, Hue.Post, play.CareReferral, Hue.Centre, Purpose.Care, true, FieldClass.Health);
        play.World.Answer(play.Victim, Hue.Centre, play.CareReferral);
        play.World.HandOver(play.Victim, Hue.Post, play.CareReferral);
        var before = Hue.Day.AddDays(1);

        Assert.Equal("RECEPTION_NOT_PROPOSED_TO_YOU", Reason(Victim.RecordReception(
            Hue.Law, play.World[play.Victim], new(Hue.Post, before, false))));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(Victim.ProposeReferral(Hue.Law, play.World[play.Victim], new(
            Hue.Post, before, Guid.NewGuid(), Hue.Centre.Agency, Purpose.Care, [FieldClass.Health], true, true, "QD22/2015-D7.3"))));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Reason(ProtectionDossier.Decide(Hue.Law, play.World[play.Victim], new(
            Hue.Post, before, Guid.NewGuid(), Guid.NewGuid(), 4, [], before, null, null))));
    }
}

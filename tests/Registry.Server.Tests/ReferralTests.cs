using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Referral and transfer over the wire: words, conditions, withdrawal, and what sender and receiver see afterwards.</summary>
[Collection(nameof(Workplace))]
public sealed class ReferralTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task Need_and_wish_are_kept_in_her_words_and_conditions_are_met_before_the_hand_over()
    {
        using var play = await Received();
        var (referral, version) = await Propose(play);
        var answer = Answered(play, referral, version, accepted: true);
        answer.Conditions = Canaries.Conditions;
        version = (await play.At(Officers.Centre).Send(answer)).Expect<AnswerReferralResponse>().Version;

        var kept = Assert.Single((await See(play, Officers.Post)).Referrals);
        Assert.Equal((true, true, SpokenBy.Person, Canaries.Words), (kept.Need, kept.Wish, kept.SpokenBy, kept.Words));
        Assert.Equal((ReferralStatus.Accepted, true, Canaries.Conditions), (kept.Status, kept.Conditional, kept.Conditions));
        var hand = HandOver(play, referral, version);
        Assert.Equal("REFERRAL_CONDITIONS_NOT_MET", (await play.At(Officers.Post).Send(hand)).Reason);
        hand = HandOver(play, referral, version);
        hand.ConditionsMet = true;
        (await play.At(Officers.Post).Send(hand)).Expect<HandOverPersonResponse>();

        var after = Assert.Single((await See(play, Officers.Post)).Referrals);
        Assert.Equal((ReferralStatus.HandedOver, Officers.Centre.Agency, ""), (after.Status, after.ToAgency, after.Words));
        var place = await play.At(Officers.Post).Send(BorderReturn.Look(play.Victim, Purpose.Referral, "QD22/2015-D7.3", "current_place"));
        Assert.Equal(StatusCode.NotFound, place.Status);
    }

    [Fact]
    public async Task Who_declines_says_why_and_who_takes_back_says_why_and_only_the_two_see_it()
    {
        using var play = await Received();
        var (referral, version) = await Propose(play);
        var answer = Answered(play, referral, version, accepted: false);
        Assert.Equal(["reason"], (await play.At(Officers.Centre).Send(answer)).Fields);
        answer.Reason = Canaries.DeclineReason;
        version = (await play.At(Officers.Centre).Send(answer)).Expect<AnswerReferralResponse>().Version;
        var declined = Assert.Single((await See(play, Officers.Post)).Referrals);
        Assert.Equal((ReferralStatus.Declined, Canaries.DeclineReason), (declined.Status, declined.DeclineReason));

        var second = await Propose(play, version);
        Assert.Equal(StatusCode.OK, (await play.At(Officers.Centre).Send(Seen(play))).Status);
        (await play.At(Officers.Post).Send(Withdraw(play, second.Referral, second.Version))).Expect<WithdrawReferralResponse>();
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.Centre).Send(Seen(play))).Status);
        Assert.Equal([ReferralStatus.Declined, ReferralStatus.Withdrawn], (await See(play, Officers.Post)).Referrals.Select(one => one.Status));
        Assert.Empty((await See(play, Officers.Police)).Referrals);
    }

    [Fact]
    public async Task Police_bring_her_to_the_centre_themselves_by_the_clause_of_the_law_and_see_nothing_of_her_place_any_more()
    {
        using var play = await Received();
        var transfer = Transfer(play, "QD22/2015-D7.3");
        var wrong = await play.At(Officers.Police).Send(transfer);
        Assert.Equal((StatusCode.FailedPrecondition, "TRANSFER_CLAUSE_NOT_YOURS"), (wrong.Status, wrong.Reason));

        (await play.At(Officers.Police).Send(Transfer(play, "L66/2011-D26.1.b"))).Expect<TransferPersonResponse>();

        var care = await play.At(Officers.Centre).Send(BorderReturn.Look(play.Victim, Purpose.Care, "QD22/2015-D5.4", "full_name", "current_place"));
        Assert.Equal(Canaries.CarePlace, care.Expect<GetIdentityResponse>().Person.CurrentPlace.Line);
        var police = await play.At(Officers.Police).Send(BorderReturn.Look(play.Victim, Purpose.VerifyIdentity, "QD22/2015-D6.2", "current_place"));
        Assert.Equal(StatusCode.NotFound, police.Status);
    }

    private async Task<BorderReturn> Received() => await new BorderReturn(workplace.Registry).Received();

    private static async Task<(string Referral, long Version)> Propose(BorderReturn play, long? version = null)
    {
        var proposed = (await play.At(Officers.Post).Send(new ProposeReferralRequest
        {
            Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D7.3"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = version ?? play.VersionOf(play.Victim),
            ToAgency = Officers.Centre.Agency,
            Purpose = Purpose.Care,
            Need = true,
            Wish = true,
            FieldClasses = { FieldClass.IdentityMinimum },
            SpokenBy = SpokenBy.Person,
            Words = Canaries.Words,
        })).Expect<ProposeReferralResponse>();
        return (proposed.ReferralId, proposed.Version);
    }

    private static AnswerReferralRequest Answered(BorderReturn play, string referral, long version, bool accepted) => new()
    {
        Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D4.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = version,
        ReferralId = referral,
        Accepted = accepted,
    };

    private static HandOverPersonRequest HandOver(BorderReturn play, string referral, long version) => new()
    {
        Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D7.3"),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = version,
        ReferralId = referral,
        Minutes = new Minutes { Number = Canaries.HandOverNumber, SignedOn = BorderReturn.Day },
        Place = new Address { Line = Canaries.CarePlace },
    };

    private static WithdrawReferralRequest Withdraw(BorderReturn play, string referral, long version) => new()
    {
        Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D4.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = version,
        ReferralId = referral,
        Reason = Canaries.RefusalReason,
    };

    private static TransferPersonRequest Transfer(BorderReturn play, string clause) => new()
    {
        Context = BorderReturn.Why(Purpose.Referral, clause),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = play.VersionOf(play.Victim),
        ToAgency = Officers.Centre.Agency,
        Wish = true,
        SpokenBy = SpokenBy.Representative,
        Words = Canaries.Words,
        Minutes = new Minutes { Number = Canaries.HandOverNumber, SignedOn = BorderReturn.Day },
        Place = new Address { Line = Canaries.CarePlace },
    };

    private static GetReferralsRequest Seen(BorderReturn play) => new() { Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D4.2"), PersonId = play.Victim };

    private static async Task<GetReferralsResponse> See(BorderReturn play, Officer officer) => (await play.At(officer).Send(Seen(play))).Expect<GetReferralsResponse>();
}

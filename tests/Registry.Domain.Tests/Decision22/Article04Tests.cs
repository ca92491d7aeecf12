using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 4: what is coordinated. Clause 2, referral by need and wish, and safety throughout.</summary>
public sealed class Article04Tests
{
    [Fact]
    public void Clause_2_a_referral_records_need_and_wish_and_care_needs_the_need()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("NEED_NOT_RECORDED", Assert.NotNull(
            play.World.Refer(play.Victim, Hue.Post, Guid.NewGuid(), Hue.Centre, Purpose.Care, need: false, FieldClass.Health)).Refusal!.Reason);
        play.World.Refer(play.Victim, Hue.Post, play.CareReferral, Hue.Centre, Purpose.Care, need: true, FieldClass.Health);
        Assert.Equal((true, true), (play.World[play.Victim].Person!.Referrals[0].Need, play.World[play.Victim].Person!.Referrals[0].Wish));
    }

    [Fact]
    public void Clause_2_who_is_asked_sees_that_somebody_is_referred_and_nothing_more()
    {
        var play = new BorderReturn().Certified();
        play.World.Refer(play.Victim, Hue.Post, play.CareReferral, Hue.Centre, Purpose.Care, true, FieldClass.IdentityMinimum, FieldClass.Health);

        Assert.Equal(["Status"], Hue.Reads(Hue.Centre, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void Clause_4_statistics_are_counts_and_need_no_person() => Assert.Contains(
        FieldClass.Aggregates, Hue.Permitted(Hue.Labour, Purpose.Reporting, Facts.None(Guid.NewGuid())));
}

using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 8: the justice department.</summary>
public sealed class Article08Tests
{
    [Fact]
    public void Clause_1_legal_aid_sees_what_a_referral_names_and_never_where_she_is()
    {
        var play = new BorderReturn().Certified();
        var justice = Hue.Of("STP-TTH");
        var referral = Guid.NewGuid();

        Assert.Equal("NAMED_CLASS_NOT_FOR_PURPOSE", Assert.NotNull(
            play.World.Refer(play.Victim, Hue.Labour, referral, justice, Purpose.LegalAid, true, FieldClass.CurrentPlace)).Refusal!.Reason);
        play.World.Refer(play.Victim, Hue.Labour, referral, justice, Purpose.LegalAid, true, FieldClass.IdentityMinimum, FieldClass.Status);
        Assert.Null(Assert.NotNull(play.World.Answer(play.Victim, justice, referral)).Refusal);

        Assert.Equal([FieldClass.Status, FieldClass.IdentityMinimum], Hue.Permitted(justice, Purpose.LegalAid, play.World.FactsOf(play.Victim)));
    }
}

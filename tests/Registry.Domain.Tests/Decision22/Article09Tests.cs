using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 9: the health department.</summary>
public sealed class Article09Tests
{
    [Fact]
    public void It_treats_whom_a_referral_names_and_sees_health_and_the_least_identity()
    {
        var play = new BorderReturn().Referred();

        Assert.Equal(
            [FieldClass.IdentityMinimum, FieldClass.Health], Hue.Permitted(Hue.Health, Purpose.Treatment, play.World.FactsOf(play.Victim)));
        Assert.Empty(Hue.Reads(Hue.Health, play.World.FactsOf(play.Daughter)));
    }
}

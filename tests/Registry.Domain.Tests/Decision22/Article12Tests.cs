using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 12: schools. No stigma: the reason is never told.</summary>
public sealed class Article12Tests
{
    [Fact]
    public void Clause_1_a_school_learns_a_name_and_no_reason()
    {
        var play = new BorderReturn().Certified();
        var education = Hue.Of("SGDDT-TTH");
        var referral = Guid.NewGuid();

        Assert.Equal("NAMED_CLASS_NOT_FOR_PURPOSE", Assert.NotNull(
            play.World.Refer(play.Daughter, Hue.Labour, referral, education, Purpose.Schooling, true, FieldClass.Status)).Refusal!.Reason);
        play.World.Refer(play.Daughter, Hue.Labour, referral, education, Purpose.Schooling, true, FieldClass.IdentityMinimum);
        play.World.Answer(play.Daughter, education, referral);

        Assert.Equal(["IdentityMinimum"], Hue.Reads(education, play.World.FactsOf(play.Daughter)));
    }
}

using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 2: principles. Clause 4, secrecy, is what the whole house is built for.</summary>
public sealed class Article02Tests
{
    [Fact]
    public void Clause_2_each_agency_acts_within_its_own_powers()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, 3)).Refusal!.Reason);
        Assert.Equal("VERIFICATION_NOT_IN_AUTHORITY", Domain.Verification.Certificates.Issue(
            Hue.Law, play.World[play.Victim], new(Hue.Post, Hue.Day, default)).Refusal!.Reason);
    }

    [Fact]
    public void Clause_4_an_agency_without_a_part_in_the_case_learns_nothing_whoever_the_person_is()
    {
        var play = new BorderReturn().Referred();

        foreach (var stranger in new[] { Hue.Population, Hue.Court, Hue.District, Hue.Inspector, Hue.Commune })
            foreach (var person in new[] { play.Victim, play.Daughter, play.Sister, Guid.NewGuid() })
                Assert.DoesNotContain(Hue.Reads(stranger, play.World.FactsOf(person)), c => c != nameof(FieldClass.AccessLines));
    }
}

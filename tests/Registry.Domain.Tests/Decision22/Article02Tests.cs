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

    [Fact]
    public void Clause_1_what_the_law_does_not_declare_is_refused_to_everyone_alike()
    {
        var asked = Hue.Look(Hue.Population, Purpose.Protect, new BorderReturn().Protected().OfVictim);

        Assert.Empty(asked.Permitted);
        Assert.All(asked.Refused.Values, rule => Assert.Equal(NeedToKnow.Undeclared, rule));
        Assert.Equal(asked.Refused, Hue.Look(Hue.Population, Purpose.Protect, Facts.None(Guid.NewGuid())).Refused);
    }

    [Fact]
    public void Clause_3_in_time_every_step_that_the_law_bounds_has_its_last_day()
    {
        var play = new BorderReturn().Received();
        play.World.AskToVerify(play.Victim, Hue.Labour, Hue.AluoiPolice);

        Assert.Equal(Hue.Day.AddDays(20), play.World[play.Victim].Person!.Verifying.Running!.DueOn);
    }

    [Fact]
    public void Clause_3_in_safety_a_measure_keeps_its_place_and_guards_from_all_but_who_decides_and_carries_it_out()
    {
        var facts = new BorderReturn().Guarded().OfVictim;

        foreach (var agency in new[] { Hue.Police, Hue.Post, Hue.Health, Hue.Court })
            Assert.DoesNotContain(Hue.Reads(agency, facts), c => c.StartsWith(nameof(FieldClass.ProtectionOperation), StringComparison.Ordinal));
    }
}

using Registry.Domain.Access;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 7: the eight measures, and what each keeps from whoever has no part in it.</summary>
public sealed class Article07Tests
{
    [Fact]
    public void There_are_eight_measures_each_under_its_clause() => Assert.Equal(
        ["SECRET_EVIDENCE", "SECRET_PERSONAL", "GUARD", "RESTRICT_CONTACT", "SHELTER", "RELOCATE", "PREVENT_HARM", "CLOSED_TRIAL"],
        Hue.Law.RegimeOn(Hue.Day)!.Measures.OrderBy(m => m.Clause).Select(m => m.Code));

    [Fact]
    public void One_or_several_may_be_applied()
    {
        var play = new BorderReturn().Guarded();

        Assert.Equal([1, 2, 3, 4, 5], play.World[play.Victim].MeasureFacts.Select(m => m.Clause).Order());
    }

    [Theory]
    [InlineData(1, FieldClass.Evidence)]
    [InlineData(2, FieldClass.IdentityMinimum)]
    [InlineData(2, FieldClass.CoreIdentity)]
    [InlineData(2, FieldClass.HomeAddress)]
    [InlineData(4, FieldClass.CurrentPlace)]
    [InlineData(5, FieldClass.CurrentPlace)]
    [InlineData(6, FieldClass.HomeAddress)]
    [InlineData(6, FieldClass.CurrentPlace)]
    [InlineData(7, FieldClass.ProtectionDecision)]
    public void A_measure_keeps_secret_what_its_clause_says(int clause, FieldClass kept)
    {
        var before = new Veil(Hue.Law, Facts.None(Hue.Subject), [], Hue.Day);
        var facts = Facts.None(Hue.Subject) with { Measures = [new MeasureFact(Guid.NewGuid(), clause, [], Hue.Day, null, Released: false, Hue.Day)] };

        Assert.False(before.Hides(kept, null));
        Assert.True(new Veil(Hue.Law, facts, [], Hue.Day).Hides(kept, null));
    }

    [Fact]
    public void Clause_3_the_guard_learns_the_order_of_its_own_measure_and_of_no_other()
    {
        var play = new BorderReturn().Guarded();

        var reads = Hue.Reads(Hue.Investigation, play.World.FactsOf(play.Victim));

        Assert.Contains("ProtectionOperation 3", reads);
        Assert.DoesNotContain("ProtectionOperation 5", reads);
    }

    [Fact]
    public void Clause_8_a_closed_trial_is_the_courts_and_nobody_elses()
    {
        var play = new BorderReturn().Certified();
        Assert.Null(Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, AskedBy.ProtectedPerson)).Refusal);

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, 8)).Refusal?.Reason);
        Assert.Null(Assert.NotNull(play.World.Measure(play.Victim, Hue.Court, 8)).Refusal);
    }

    [Fact]
    public void Clause_8_police_whom_the_court_names_learn_their_own_order_to_bring_her_there_until_it_ends()
    {
        var play = new BorderReturn().Guarded();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 8, Hue.Court, AskedBy.ProtectedPerson);
        Assert.Empty(Hue.Reads(Hue.AluoiPolice, play.World.FactsOf(play.Victim)));

        Assert.Null(Assert.NotNull(play.World.Measure(play.Victim, Hue.Court, 8, [Hue.Court, Hue.AluoiPolice])).Refusal);

        var reads = Hue.Reads(Hue.AluoiPolice, play.World.FactsOf(play.Victim));
        Assert.Equal(["ProtectionOperation 8"], reads.Where(one => one.StartsWith("ProtectionOperation", StringComparison.Ordinal)));
        Assert.DoesNotContain("CurrentPlace", reads);
        play.World.End(play.Victim, Hue.Court, play.World[play.Victim].Dossier!.Measures[^1].Id);
        Assert.Empty(Hue.Reads(Hue.AluoiPolice, play.World.FactsOf(play.Victim)));
    }
}

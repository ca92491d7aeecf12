using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 6: the provincial police.</summary>
public sealed class Article06Tests
{
    [Fact]
    public void Clause_3_it_alone_announces_returns_to_the_labour_department_and_the_command_not_to_posts()
    {
        var world = new World();

        Assert.Null(Assert.NotNull(world.Announce(Guid.NewGuid(), Hue.Police, Hue.Labour, Hue.Command)).Refusal);
        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", Assert.NotNull(world.Announce(Guid.NewGuid(), Hue.Police, Hue.Post)).Refusal!.Reason);
        Assert.Null(world.Announce(Guid.NewGuid(), Hue.Labour, Hue.Command));
    }

    [Fact]
    public void Clauses_1_and_2_it_verifies_and_certifies_after_it_confirmed()
    {
        var play = new BorderReturn().Received();

        Assert.Equal("NOT_YET_VERIFIED", Certificates.Issue(
            Hue.Law, play.World[play.Victim], new(Hue.Police, Hue.Day, CertificateKind.PoliceConfirmation)).Refusal!.Reason);
        Assert.Null(Assert.NotNull(play.World.Verify(play.Victim, Hue.Police)).Refusal);
        Assert.Null(Assert.NotNull(play.World.Certify(play.Victim, Hue.Police)).Refusal);
    }

    [Fact]
    public void Clause_2_the_district_police_answer_within_twenty_days() => Assert.Equal(
        20, Hue.Law.RegimeOn(Hue.Day)!.Deadlines.Single(d => d.Matter == DeadlineMatter.Verification && d.Bound.Contains(AgencyKind.DistrictPolice)).Amount);

    [Fact]
    public void Clause_4_names_no_measure_so_the_investigation_police_decide_and_the_cell_says_inferred()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", Assert.NotNull(play.World.Measure(play.Victim, Hue.Police, 3)).Refusal!.Reason);
        for (var clause = 1; clause <= 7; clause++)
            Assert.Equal(Certainty.Inferred, Hue.Law.Authority(clause, AgencyKind.InvestigationPolice, Hue.Day)!.Standing.Certainty);
    }

    [Fact]
    public void Police_see_the_threat_and_the_identity_and_never_the_shelter()
    {
        var play = new BorderReturn().Protected();

        var reads = Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim));

        Assert.Contains(nameof(FieldClass.ProtectionDecision), reads);
        Assert.DoesNotContain(nameof(FieldClass.CurrentPlace), reads);
        Assert.DoesNotContain(reads, c => c.StartsWith("ProtectionOperation", StringComparison.Ordinal));
    }

    /// <summary>The rest of the clause, managing residence, is not carried and says why.</summary>
    [Fact]
    public void Clause_6_the_commune_police_carry_out_what_others_decide_and_decide_nothing()
    {
        for (var clause = 1; clause <= 7; clause++)
            Assert.Equal(AuthorityPower.Hold, Hue.Law.Authority(clause, AgencyKind.CommunePolice, Hue.Day)!.Power);
        Assert.Contains(Hue.Law.Duties, d => d.Standing.Source == "QD22/2015-D6.6" && d.CarriedBy.IsEmpty);
    }
}

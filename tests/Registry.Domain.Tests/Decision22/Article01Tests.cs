using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 1: whom the regulation covers.</summary>
public sealed class Article01Tests
{
    [Fact]
    public void Clause_2_covers_victims_relatives_and_minors_who_came_along_kin_or_not()
    {
        var play = new BorderReturn().Received();
        var minor = Guid.NewGuid();

        Assert.Null(Assert.NotNull(play.World.RegisterRelative(minor, Hue.Post, play.Victim, null, accompanies: true, minor: true)).Refusal);
        Assert.Equal("NOT_A_RELATIVE", Assert.NotNull(
            play.World.RegisterRelative(Guid.NewGuid(), Hue.Post, play.Victim, null, accompanies: false, minor: true)).Refusal!.Reason);
        Assert.Equal(PersonKind.Relative, play.World[minor].Person!.Kind);
    }

    [Fact]
    public void Clause_2_covers_who_awaits_verification_with_secrecy_and_essentials_and_not_yet_with_measures()
    {
        var play = new BorderReturn().Received();

        Assert.Equal("NOT_YET_VERIFIED", Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, 5)).Refusal!.Reason);
        Assert.Empty(Hue.Reads(Hue.Population, play.World.FactsOf(play.Victim)));
        Assert.Contains(
            SupportRecipient.AwaitingVerification,
            Hue.Law.RegimeOn(Hue.Day)!.Supports.Single(s => s.Kind == SupportKind.Essentials).For);
    }

    [Fact]
    public void Clause_2_names_three_categories_and_the_code_list_has_them() => Assert.Equal(
        ["CITIZEN", "STATELESS_RESIDENT", "FOREIGNER"], Hue.Law.Codes.Single(c => c.Name == "legal-categories").Rows.Select(r => r.Standing.Id));

    [Fact]
    public void Clause_1_covers_one_province_and_no_case_of_another()
    {
        Assert.Equal(LawTables.DefaultProvince, Hue.Law.Province);
        Assert.Single(Hue.Law.Agencies.On(Hue.Day), a => a.Kind == AgencyKind.ProvincialCommittee);
        var play = new BorderReturn().Certified();
        var neighbour = new Actor(new("CSDT-QTRI"), AgencyKind.InvestigationPolice);
        Assert.Equal("UNKNOWN_AGENCY", Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, neighbour)).Refusal?.Reason);
    }
}

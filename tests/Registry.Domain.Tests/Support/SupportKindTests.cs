using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Support;

/// <summary>Which kinds the law gives to whom, by the regime of the day of confirmation.</summary>
public sealed class SupportKindTests
{
    private static readonly DateOnly Old = new(2016, 3, 1);
    private static readonly DateOnly New = new(2025, 8, 1);

    /// <summary>Standing, kinds of Law 66/2011 Art. 32, kinds of Law 53/2024 Art. 37 (law.md 4 and 10.6.13).</summary>
    public static TheoryData<string, string, string> Circles() => new()
    {
        { "victim", "Essentials Travel Medical Psychological LegalAid Study Vocational HardshipAllowance Loan", "Essentials Travel Medical Psychological Interpretation LegalSupport LegalAid Study Vocational HardshipAllowance Loan" },
        { "foreign victim", "Essentials Travel Medical Psychological LegalAid", "Essentials Medical Psychological Interpretation LegalSupport LegalAid" },
        { "awaiting", "Essentials Travel", "Essentials Travel Medical Psychological Interpretation LegalSupport LegalAid" },
        { "foreigner awaiting", "Essentials Travel", "Essentials Medical Psychological Interpretation LegalSupport LegalAid" },
        { "minor", "Essentials Travel Medical Psychological", "Essentials Travel Medical Psychological Interpretation LegalSupport LegalAid Study" },
        { "minor of a foreigner", "Essentials Travel Medical Psychological", "" },
        { "relative at home", "", "" },
        { "no victim", "", "" },
    };

    [Theory]
    [MemberData(nameof(Circles))]
    public void Each_kind_is_given_to_those_whom_the_article_names(string standing, string before, string since)
    {
        Assert.Equal(Kinds(before), Given(standing, Old));
        Assert.Equal(Kinds(since), Given(standing, New));
    }

    [Fact]
    public void The_day_of_confirmation_chooses_the_regime_and_not_the_day_of_payment()
    {
        var health = Hue.Of("SYT-TTH", New);
        var confirmed = SupportWorld.Victim(new(2025, 2, 1), new DateOnly(2025, 2, 10), Hue.Labour);
        confirmed.Today = New;

        Assert.Equal("SUPPORT_NOT_IN_REGIME", confirmed.Propose(SupportWorld.Id(1), health, SupportKind.Interpretation, health));
        Assert.Null(confirmed.Propose(SupportWorld.Id(2), health, SupportKind.Essentials, health));
        Assert.Equal("SUPPORT_LIMIT_REACHED", confirmed.Approve(SupportWorld.Id(2), health, days: 61, beyond: true));
        Assert.Null(confirmed.Approve(SupportWorld.Id(2), health, days: 60));
        var later = SupportWorld.Victim(New, New, health);
        Assert.Null(later.Propose(SupportWorld.Id(1), health, SupportKind.Interpretation, health));
    }

    [Fact]
    public void A_minor_follows_the_confirmation_of_the_victim_as_the_first_papers_said_it()
    {
        var health = Hue.Of("SYT-TTH", New);
        var minor = SupportWorld.Relative(accompanies: true, minor: true, New, health);

        Assert.Equal("SUPPORT_CONFIRMATION_CONTRADICTS", minor.AtOnce(SupportWorld.Id(1), health, SupportKind.Essentials, 61, confirmed: New.AddDays(1)));
        Assert.Equal("SUPPORT_LIMIT_REACHED", minor.AtOnce(SupportWorld.Id(1), health, SupportKind.Essentials, 61, confirmed: New.AddDays(-60)));
        Assert.Null(minor.AtOnce(SupportWorld.Id(1), health, SupportKind.Essentials, 5, confirmed: New.AddDays(-60)));
        Assert.Equal("SUPPORT_CONFIRMATION_CONTRADICTS", minor.AtOnce(SupportWorld.Id(2), health, SupportKind.Essentials, 5, confirmed: New));
        Assert.Equal("SUPPORT_LIMIT_REACHED", minor.AtOnce(SupportWorld.Id(2), health, SupportKind.Essentials, 61, from: New.AddDays(30)));
    }

    private static SupportKind[] Given(string standing, DateOnly day)
    {
        var receiver = day < Hue.DistrictsEnd ? Hue.Labour : Hue.Of("SYT-TTH", day);
        var foreigner = standing.Contains("foreign", StringComparison.Ordinal);
        return [.. Enum.GetValues<SupportKind>().Where(kind => kind != SupportKind.Unspecified).Where(kind => SupportLaw.NotGiven(
            Hue.Law, World(standing, day, receiver).State, day, kind, foreigner, null) is null)];
    }

    private static SupportWorld World(string standing, DateOnly day, Registry.Domain.Access.Actor receiver)
    {
        if (standing.StartsWith("minor", StringComparison.Ordinal)) return SupportWorld.Relative(accompanies: true, minor: true, day, receiver);
        if (standing == "relative at home") return SupportWorld.Relative(accompanies: false, minor: false, day, receiver);
        var victim = SupportWorld.Victim(day, standing is "victim" or "foreign victim" ? day : null, receiver);
        if (standing == "no victim")
            victim.Happened(new Domain.Verification.VerificationRecorded(day, Hue.Police.Agency, Domain.Victims.VerificationOutcome.NotVictim, []));
        return victim;
    }

    private static SupportKind[] Kinds(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<SupportKind>).Order()];
}

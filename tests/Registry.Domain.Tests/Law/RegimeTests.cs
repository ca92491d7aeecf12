using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Law;

/// <summary>Which law a day has, and what each regime says in numbers.</summary>
public sealed class RegimeTests
{
    private static readonly DateOnly Before = new(2025, 6, 30);
    private static readonly DateOnly Since = new(2025, 7, 1);

    [Fact]
    public void The_regime_changes_on_1_July_2025_and_there_is_none_before_the_regulation()
    {
        Assert.Null(Hue.Law.RegimeOn(new DateOnly(2015, 6, 19)));
        Assert.Equal("REGIME_2011", Hue.Law.RegimeOn(new DateOnly(2015, 6, 20))!.Code);
        Assert.Equal("REGIME_2011", Hue.Law.RegimeOn(Before)!.Code);
        Assert.Equal("REGIME_2024", Hue.Law.RegimeOn(Since)!.Code);
        Assert.Equal("REGIME_2024", Hue.Law.RegimeOn(DateOnly.MaxValue)!.Code);
    }

    [Theory]
    [InlineData(Matter.Act, "REGIME_2024")]
    [InlineData(Matter.RunningMeasure, "REGIME_2011")]
    [InlineData(Matter.Secrecy, "REGIME_2011")]
    [InlineData(Matter.Support, "REGIME_2011")]
    [InlineData(Matter.Deadline, "REGIME_2011")]
    public void What_began_under_the_old_law_goes_on_under_it_and_a_new_act_follows_the_new_one(Matter matter, string expected)
    {
        var days = new DaysOfACase(Since, Decision: Before, Confirmation: Before, Start: Before);

        Assert.Equal(expected, Hue.Law.RegimeFor(matter, days)!.Code);
        Assert.Equal("REGIME_2024", Hue.Law.RegimeFor(matter, new DaysOfACase(Since))!.Code);
    }

    [Fact]
    public void Confirmed_before_1_July_2025_keeps_the_60_days_and_after_it_has_120()
    {
        int? Essentials(DateOnly confirmed) => Hue.Law.RegimeFor(Matter.Support, new(Since, Confirmation: confirmed))!
            .Supports.Single(s => s.Kind == SupportKind.Essentials).Limit;

        Assert.Equal(60, Essentials(Before));
        Assert.Equal(120, Essentials(Since));
    }

    [Theory]
    [InlineData(0, "Victim", "Essentials Travel Medical Psychological LegalAid Study Vocational HardshipAllowance Loan")]
    [InlineData(0, "ForeignVictim", "Essentials Travel Medical Psychological LegalAid")]
    [InlineData(0, "AccompanyingMinor", "Essentials Travel Medical Psychological")]
    [InlineData(0, "AwaitingVerification", "Essentials Travel")]
    [InlineData(1, "Victim", "Essentials Medical Interpretation LegalSupport LegalAid Travel Psychological Study Vocational HardshipAllowance Loan")]
    [InlineData(1, "ForeignVictim", "Essentials Medical Interpretation LegalSupport LegalAid Psychological")]
    [InlineData(1, "AccompanyingMinor", "Essentials Medical Interpretation LegalSupport LegalAid Travel Psychological Study")]
    [InlineData(1, "AwaitingVerification", "Essentials Medical Interpretation LegalSupport LegalAid Travel Psychological")]
    public void Support_is_given_to_those_whom_the_law_names(int regime, string recipient, string kinds)
    {
        var who = Enum.Parse<SupportRecipient>(recipient);

        Assert.Equal(kinds, string.Join(' ', Hue.Law.Regimes[regime].Supports.Where(s => s.For.Contains(who)).Select(s => s.Kind)));
    }

    [Fact]
    public void The_hardship_allowance_is_given_once()
    {
        foreach (var regime in Hue.Law.Regimes)
            Assert.Equal([SupportKind.HardshipAllowance], regime.Supports.Where(s => s.Times == SupportTimes.Once).Select(s => s.Kind));
    }

    [Theory]
    [InlineData(0, DeadlineMatter.FirstCheck, AgencyKind.DistrictLabourOffice, 3, PeriodUnit.Days, Certainty.Sure)]
    [InlineData(0, DeadlineMatter.Verification, AgencyKind.DistrictPolice, 20, PeriodUnit.Days, Certainty.Sure)]
    [InlineData(0, DeadlineMatter.VerificationExtended, AgencyKind.DistrictPolice, 2, PeriodUnit.Months, Certainty.Inferred)]
    [InlineData(0, DeadlineMatter.ExitPapers, AgencyKind.ProvincialPolice, 5, PeriodUnit.Days, Certainty.Inferred)]
    [InlineData(0, DeadlineMatter.RepatriationCertificate, AgencyKind.ProvincialPolice, null, PeriodUnit.AtOnce, Certainty.Sure)]
    [InlineData(1, DeadlineMatter.FirstCheck, AgencyKind.HealthDepartment, 3, PeriodUnit.Days, Certainty.Sure)]
    [InlineData(1, DeadlineMatter.Verification, AgencyKind.ProvincialPolice, 20, PeriodUnit.Days, Certainty.Inferred)]
    [InlineData(1, DeadlineMatter.SupportDecision, AgencyKind.HealthDepartment, 9, PeriodUnit.WorkingDays, Certainty.Sure)]
    public void Deadlines_are_those_of_the_regime(
        int regime, DeadlineMatter matter, AgencyKind kind, int? amount, PeriodUnit unit, Certainty certainty)
    {
        var row = Hue.Law.Regimes[regime].Deadlines.Single(d => d.Matter == matter && d.Bound.Contains(kind));

        Assert.Equal((amount, unit, certainty), (row.Amount, row.Unit, row.Standing.Certainty));
    }

    [Fact]
    public void Measures_without_a_successor_in_the_law_of_2024_are_off_and_every_other_is_on()
    {
        Assert.All(Hue.Law.Regimes[0].Measures, m => Assert.True(m.SwitchedOn));
        Assert.Equal([1, 4, 6], Hue.Law.Regimes[1].Measures.Where(m => !m.SwitchedOn).Select(m => m.Clause));
        Assert.All(Hue.Law.Regimes[1].Measures, m => Assert.Equal(m.Clause, m.Succeeds));
        Assert.Equal(Hue.Law.Regimes[0].Measures.Select(m => m.Code), Hue.Law.Regimes[1].Measures.Select(m => m.Code));
    }

    [Fact]
    public void The_new_regime_hides_nothing_less_than_the_old_one()
    {
        var old = Hue.Law.Regimes[0].Hides.Select(h => (h.Clause, h.Class));

        Assert.Empty(old.Except(Hue.Law.Regimes[1].Hides.Select(h => (h.Clause, h.Class))));
    }

    [Fact]
    public void A_refusal_cites_the_law_of_its_day()
    {
        Assert.Equal("ND62/2012-D8.1", Hue.Law.Refuse(RefusalReason.AuthorityNotApproved, Before).Source);
        Assert.Equal("ND162/2025-D13", Hue.Law.Refuse(RefusalReason.AuthorityNotApproved, Since).Source);
        foreach (var reason in Enum.GetValues<RefusalReason>())
            Assert.True(Hue.Law.Basis(Hue.Law.Refuse(reason, Since).Source)!.Standing.ValidOn(Since), reason.ToString());
    }

    [Fact]
    public void Code_lists_are_those_of_the_contract_and_of_the_law()
    {
        string[] Of(string name, string version) => [.. Hue.Law.Codes.Single(c => c.Name == name && c.Version == version).Rows.Select(r => r.Standing.Id)];
        string[] Names<T>()
            where T : struct, Enum => [.. Enum.GetNames<T>().Skip(1).Select(System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

        Assert.Equal(Names<EvidenceSource>()[..8], Of("evidence-sources", "ND62-2012"));
        Assert.Equal(Names<EvidenceSource>().Order(), Of("evidence-sources", "L53-2024").Order());
        Assert.Equal(Names<Kinship>(), Of("kinship", "ND62-2012"));
        Assert.Equal(13, Of("exploitation-forms", "ND62-2012").Length);
        Assert.Equal(55, Of("ethnic-groups", "QD421-1979").Length);
        Assert.Equal(["FEMALE", "MALE"], Of("sexes", ""));
        Assert.Equal(13, Of("exploitation-forms", "L53-2024").Length);
        Assert.Equal(Names<Route>(), Of("routes", ""));
        Assert.Equal(Names<FindingGround>()[..2], Of("grounds", "ND62-2012"));
        Assert.Equal(Names<FindingGround>(), Of("grounds", "L53-2024"));
        Assert.Equal(Names<RevocationGround>(), Of("revocation-grounds", ""));
        Assert.Equal(Names<ClosingGround>(), Of("closing-grounds", ""));
    }

    [Theory]
    [InlineData("01", "Kinh")]
    [InlineData("23", "Bru-Vân Kiều")]
    [InlineData("26", "Cơ-tu")]
    [InlineData("31", "Ta-ôi")]
    [InlineData("54", "Rơ-măm")]
    public void Ethnic_groups_are_named_with_every_mark(string code, string name) =>
        Assert.Equal(name, Hue.Law.Codes.Single(c => c.Name == "ethnic-groups").Rows.Single(r => r.Standing.Id == code).Vi);
}

using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.Tests.Law;

public sealed class LawTablesTests
{
    private static Dictionary<string, string> Shipped() => new(LawTables.Embedded());

    [Fact]
    public void The_shipped_tables_have_no_gap_and_a_version_of_64_hex_digits()
    {
        var law = LawTables.Load();

        Assert.Matches("^[0-9a-f]{64}$", law.Version);
        Assert.Equal(law.Version, LawTables.Load().Version);
    }

    [Fact]
    public void One_changed_letter_anywhere_changes_the_version()
    {
        foreach (var name in LawTables.Embedded().Keys)
        {
            var tables = Shipped();
            tables[name] += " ";
            Assert.NotEqual(LawTables.Load().Version, LawTables.Read(tables).Version);
        }
    }

    [Fact]
    public void Every_gap_is_listed_at_once()
    {
        var tables = Shipped();
        tables.Remove("switches");
        tables["measures"] = tables["measures"].Replace("| M-8 | 8 |", "| M-7 | 9 |", StringComparison.Ordinal);
        tables["hides"] = tables["hides"].Replace("| H-5 | 5 | CurrentPlace |", "| H-5 | 5 | Shelters |", StringComparison.Ordinal);
        tables["authorities"] = tables["authorities"]
            .Replace("| A-TA-8 | 8 | Court | Decide |", "| A-TA-8 | 8 | Court | Rule |", StringComparison.Ordinal)
            .Replace("| A-VKS-8 | 8 | Procuracy |", "| A-VKS-8 | 8 | Court |", StringComparison.Ordinal);
        tables["need-to-know"] = tables["need-to-know"]
            .Replace("| QD22/2015-D9 |", "| QD22/2015-D99 |", StringComparison.Ordinal)
            .Replace("| N2K-01 | ProvincialPolice | ReceiveReturnee | Announcer | Status | - |", "| N2K-01 | ProvincialPolice | ReceiveReturnee | Announcer |  | - |", StringComparison.Ordinal);
        tables["refusals"] = tables["refusals"].Replace("| NEED_NOT_RECORDED | RECORD_NEED |", "| NEED_NOT_RECORDED | GUESS |", StringComparison.Ordinal);
        tables["agencies"] = tables["agencies"].Replace("| 2015-06-20 | - |", "| 20 June 2015 | - |", StringComparison.Ordinal);
        tables["rumours"] = "| id |";

        var gaps = Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps;

        string[] expected =
        [
            "switches: the table is missing",
            "'clause' must be clauses from 1 to 8",
            "id 'M-7' is used twice",
            "measures: clause 8 is missing",
            "'classes' has the unknown word 'Shelters'",
            "'power' has the unknown word 'Rule'",
            "authorities: clause 8 x Court is declared twice",
            "authorities: clause 8 x Procuracy is missing",
            "source 'QD22/2015-D99' is not in legal-bases",
            "'classes' is empty",
            "next step 'GUESS' is not in next-steps",
            "'from' must be a date",
            "rumours: no such table is known",
        ];
        Assert.All(expected, e => Assert.Contains(gaps, g => g.Contains(e, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("| N2K-90 | Inspectorate | Audit | None | AccessLines |", "| N2K-90 | Inspectorate | Audit | None | Status |", "without a relation")]
    [InlineData("| N2K-21 | InvestigationPolice | Protect | Decider | ProtectionOperation | own clause |", "| N2K-21 | InvestigationPolice | Protect | Decider | ProtectionOperation | - |", "limited to the own clause")]
    [InlineData("| N2K-80 | OutsideSystem | IdentityCheck | ConsentCode | Verification |", "| N2K-80 | OutsideSystem | IdentityCheck | ConsentCode | Facts |", "never released")]
    public void A_row_that_opens_what_must_stay_shut_stops_the_load(string shipped, string edited, string gap)
    {
        var tables = Shipped();
        tables["need-to-know"] = tables["need-to-know"].Replace(shipped, edited, StringComparison.Ordinal);

        Assert.Contains(Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps, g => g.Contains(gap, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no table here", "has no table")]
    [InlineData("| wrong |\n|---|\n| x |", "columns must be")]
    [InlineData("| id | switch | vi | en | source | certainty | from | to |\n| a |", "the line under the header must be dashes")]
    [InlineData("| id | switch | vi | en | source | certainty | from | to |\n|---|---|---|---|---|---|---|---|\n| a | b |", "has 2 cells, expected 8")]
    [InlineData("| id | switch | vi | en | source | certainty | from | to |\n|---|---|---|---|---|---|---|---|\n\n| a |", "has a second table")]
    public void A_file_that_is_not_one_strict_table_is_named(string text, string gap)
    {
        var tables = Shipped();
        tables["switches"] = text;

        Assert.Contains(
            Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps,
            g => g.StartsWith("switches", StringComparison.Ordinal) && g.Contains(gap, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_refusal_and_next_step_has_texts_in_both_languages_that_name_no_number()
    {
        var law = LawTables.Load();

        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            var refusal = law.Refuse(reason);
            var row = law.RefusalText(refusal.Reason);
            Assert.DoesNotContain(row.Vi + row.En, char.IsAsciiDigit);
            Assert.NotNull(law.Basis(refusal.Source));
            if (refusal.NextStep is { } step) Assert.NotEmpty(law.NextStepText(step).Vi);
        }
    }

    [Fact]
    public void Codes_of_refusals_are_stable()
    {
        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", RefusalReason.MeasureNotInAuthority.Code());
        Assert.Equal("DID_NOT_COME_ALONG", RefusalReason.DidNotComeAlong.Code());
        Assert.Equal("NOT_A_VICTIM", RefusalReason.NotAVictim.Code());
        Assert.Equal(Enum.GetValues<RefusalReason>().Length, RefusalReasons.All.Distinct().Count());
    }

    [Fact]
    public void An_agency_is_found_only_while_it_stands()
    {
        var agencies = LawTables.Load().Agencies;
        var labour = new AgencyCode("SLDTBXH-TTH");

        Assert.Equal(AgencyKind.LabourDepartment, agencies.Find(labour, new DateOnly(2016, 3, 1))!.Kind);
        Assert.Null(agencies.Find(labour, new DateOnly(2015, 6, 19)));
        Assert.NotNull(agencies.Find(labour, new DateOnly(2025, 2, 28)));
        Assert.Null(agencies.Find(labour, new DateOnly(2025, 3, 1)));
        Assert.Null(agencies.Find(new AgencyCode("NOBODY"), new DateOnly(2016, 3, 1)));
    }

    [Fact]
    public void Callers_may_cite_the_law_in_force_and_not_the_rules_of_the_house()
    {
        var law = LawTables.Load();

        Assert.True(law.KnowsLegalBasis("QD22/2015-D6.3", new DateOnly(2016, 3, 1)));
        Assert.True(law.KnowsLegalBasis("ND62/2012-D7", new DateOnly(2016, 3, 1)));
        Assert.False(law.KnowsLegalBasis("ND62/2012-D7", new DateOnly(2025, 7, 1)));
        Assert.False(law.KnowsLegalBasis("RULE-UNDECLARED", new DateOnly(2016, 3, 1)));
        Assert.False(law.KnowsLegalBasis("QD22/2015-D99", new DateOnly(2016, 3, 1)));
    }
}

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
        tables.Remove("Common/switches");
        Edit("Regime2011/measures", "| M-8 | 8 |", "| M-7 | 9 |");
        Edit("Regime2011/hides", "| H-5 | 5 | CurrentPlace |", "| H-5 | 5 | Shelters |");
        tables["Regime2011/authorities"] = tables["Regime2011/authorities"]
            .Replace("| A-TA-8 | 8 | Court | Decide |", "| A-TA-8 | 8 | Court | Rule |", StringComparison.Ordinal)
            .Replace("| A-VKS-8 | 8 | Procuracy |", "| A-VKS-8 | 8 | Court |", StringComparison.Ordinal);
        tables["Regime2011/need-to-know"] = tables["Regime2011/need-to-know"]
            .Replace("| QD22/2015-D9 |", "| QD22/2015-D99 |", StringComparison.Ordinal)
            .Replace("| N2K-01 | ProvincialPolice | ReceiveReturnee | Announcer | Status | - |", "| N2K-01 | ProvincialPolice | ReceiveReturnee | Announcer |  | - |", StringComparison.Ordinal);
        Edit("Common/refusals", "| NEED_NOT_RECORDED | RECORD_NEED |", "| NEED_NOT_RECORDED | GUESS |");
        Edit("Common/legal-bases", "| on | ND162/2025-D17 |", "| on | ND162/2025-D99 |");
        Edit("Common/transitions", "| TR-SUPPORT | Support |", "| TR-SUPPORT | Secrecy |");
        Edit("Common/duties-carried", "A-LAB, A-LAB-R", "A-LAB, A-LABOUR");
        Edit("Regime2024/authorities", "| SAPXEP/2025 | inferred | 2025-07-01 |", "| SAPXEP/2025 | inferred | 2025-06-01 |");
        Edit("Regime2024/deadlines", "| 9 | WorkingDays |", "| nine | WorkingDays |");
        Edit("Regime2024/support", "| 120 | Days |", "| 120 | - |");
        Edit("Agencies/Hue/agencies", "| 2015-06-20 | 2025-01-01 |", "| 20 June 2015 | 2025-01-01 |");
        Edit("Agencies/Hue/succession", "| SU-CA-PHULOC | CA-PHULOC | CA-TTH |", "| SU-CA-PHULOC | CA-PHULOC | CA-NAMDONG |");
        Edit("Agencies/Hue/area-succession", "| AS-NAMDONG | NAMDONG |", "| AS-NAMDONG | PHULOC |");
        tables["Common/rumours"] = "| id |";

        var gaps = Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps;

        string[] expected =
        [
            "Common/switches.md: the table is missing",
            "Regime2011/measures.md, line 15, column 'clause': must be clauses from 1 to 8",
            "Regime2011/measures.md, column 'id': 'M-7' is used twice",
            "Regime2011/measures.md: clause 8 is missing",
            "column 'classes': has the unknown word 'Shelters'",
            "column 'power': has the unknown word 'Rule'; known: Hold, Request, Decide",
            "Regime2011/authorities.md: clause 8 x Court is declared twice",
            "Regime2011/authorities.md: clause 8 x Procuracy is missing from 2015-06-20 on",
            "N2K-51, column 'source': 'QD22/2015-D99' is not in Common/legal-bases.md",
            "column 'classes': is empty",
            "NEED_NOT_RECORDED, column 'next step': 'GUESS' is not in Common/next-steps.md",
            "ND09/2013-D19, column 'succeeded by': 'ND162/2025-D99' is not in the table",
            "Common/transitions.md: Support must have exactly one rule",
            "DUTY-5.5, column 'carried by': no row has the id 'A-LABOUR'",
            "B-DISSOLVED, column 'from' or 'to': lies outside REGIME_2024",
            "column 'amount': must be a whole number of 1 or more",
            "column 'unit': must be given with a limit, and only then",
            "column 'from': must be a date as 2015-06-20",
            "CA-PHULOC, column 'successor': 'CA-NAMDONG' does not stand on that day",
            "Agencies/Hue/area-succession.md, PHULOC, column 'from': the old area does not end on that day",
            "Common/rumours.md: no such table is known",
        ];
        Assert.All(expected, e => Assert.Contains(gaps, g => g.Contains(e, StringComparison.Ordinal)));

        void Edit(string table, string shipped, string edited)
        {
            Assert.Contains(shipped, tables[table], StringComparison.Ordinal);
            tables[table] = tables[table].Replace(shipped, edited, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("| N2K-90 | Inspectorate | Audit | None | AccessLines |", "| N2K-90 | Inspectorate | Audit | None | Status |", "without a relation")]
    [InlineData("| N2K-21 | InvestigationPolice | Protect | Decider | ProtectionOperation | own clause |", "| N2K-21 | InvestigationPolice | Protect | Decider | ProtectionOperation | - |", "limited to the own clause")]
    [InlineData("| N2K-80 | OutsideSystem | IdentityCheck | ConsentCode | Verification |", "| N2K-80 | OutsideSystem | IdentityCheck | ConsentCode | Facts |", "never released")]
    [InlineData("| N2K-PRT-1 | InvestigationPolice, DistrictPolice | Protect |", "| N2K-PRT-1 | InvestigationPolice, DistrictPolice | Referral |", "clause 5 x DistrictPolice (A-DPO) is a power that nothing lets it use unasked")]
    [InlineData("| N2K-117 | DistrictCommittee, DistrictLabourOffice, CommuneCommittee |", "| N2K-117 | DistrictCommittee |", "clause 6 x CommuneCommittee (A-CPC-6) may carry out what it does not see (ProtectionOperation)")]
    [InlineData("| N2K-REQ-1 | LabourDepartment |", "| N2K-REQ-1 | FinanceDepartment |", "x LabourDepartment (A-LAB) may be asked for what it does not see")]
    [InlineData("| N2K-SUC-2 | ProvincialPolice |", "| N2K-SUC-2 | CommunePolice |", "on 2025-03-01 ProvincialPolice stands in the place of DistrictPolice and has no row Protect x Decider x ProtectionOperation")]
    [InlineData("| N2K-HDO-2 | HealthDepartment |", "| N2K-HDO-2 | FinanceDepartment |", "on 2025-03-01 HealthDepartment stands in the place of LabourDepartment and has no row Protect x HandoverCode x ProtectionExistence")]
    public void A_row_that_opens_what_must_stay_shut_or_shuts_what_a_power_needs_stops_the_load(string shipped, string edited, string gap)
    {
        var tables = Shipped();
        tables["Regime2011/need-to-know"] = tables["Regime2011/need-to-know"].Replace(shipped, edited, StringComparison.Ordinal);

        Assert.Contains(Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps, g => g.Contains(gap, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("communes", "Hong Van commune | ALUOI1 |", "Hong Van commune | - |", "communes.md, HONGVAN, column 'became': it ends, and nothing says what it became")]
    [InlineData("communes", "Hong Van commune | ALUOI1 |", "Hong Van commune | ALUOI9 |", "communes.md, HONGVAN, column 'became': 'ALUOI9' does not stand on that day")]
    [InlineData("communes", "A Luoi 1 commune | - |", "A Luoi 1 commune | ALUOI2 |", "communes.md, ALUOI1, column 'became': it goes on after the row")]
    [InlineData("communes", "Duong No ward | - | NQ1675/2025 | inferred | 2025-07-01 |", "Duong No ward | - | NQ1675/2025 | inferred | 2025-07-02 |", "communes.md, DUONGNO, column 'from': rows of one id must follow each other")]
    [InlineData("communes", "| HONGVAN | 20047 | ALUOI |", "| HONGVAN | 20047 | PHUXUAN |", "communes.md, HONGVAN, column 'under': 'PHUXUAN' is not a higher unit of that day")]
    [InlineData("communes", "| HONGVAN | 20047 | ALUOI |", "| HONGVAN | 20047 | NAMDONG |", "communes.md, HONGVAN, column 'under': 'NAMDONG' is gone on 2025-01-01, before it is")]
    [InlineData("areas", "| QUANGDIEN | 477 | District |", "| QUANGDIEN | 477 | Commune |", "areas.md, QUANGDIEN, column 'level': communes stand in communes.md")]
    [InlineData("agencies", "| DBP-HONGVAN | BorderGuardPost |", "| DBP-HONGVAN | CommunePolice |", "agencies.md, DBP-HONGVAN, column 'kind': the committee and the police of a commune follow from communes.md")]
    public void A_commune_always_stands_somewhere_has_its_own_agencies_once_and_says_what_it_became(string table, string shipped, string edited, string gap)
    {
        var tables = Shipped();
        Assert.Contains(shipped, tables[$"Agencies/Hue/{table}"], StringComparison.Ordinal);
        tables[$"Agencies/Hue/{table}"] = tables[$"Agencies/Hue/{table}"].Replace(shipped, edited, StringComparison.Ordinal);

        Assert.Contains(Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps, g => g.Contains(gap, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Study | Appraise | HealthDepartment | - | SAPXEP/2025 | inferred | 2025-03-01", "HealthDepartment stands in the place of LabourDepartment and would appraise Study and approve it")]
    [InlineData("Loan | Appraise | LabourDepartment, DistrictCommittee | - | QD22/2015-D13.1 | inferred | 2015-06-20", "HealthDepartment stands in the place of LabourDepartment and may not appraise Loan, which waits for it")]
    public void A_succession_that_leaves_a_file_to_nobody_or_to_one_office_alone_is_a_gap(string row, string gap)
    {
        var tables = Shipped();
        tables["Regime2011/support-duties"] = $"{tables["Regime2011/support-duties"].TrimEnd()}\n| SD-X | {row} | 2025-07-01 |\n";

        Assert.Contains($"succession.md, SLDTBXH-TTH: on 2025-03-01 {gap}", Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps);
    }

    [Theory]
    [InlineData("no table here", "has no table")]
    [InlineData("| wrong |\n|---|\n| x |", "columns must be")]
    [InlineData("| id | rule | switch | vi | en | source | certainty | from | to |\n| a |", "the line under the header must be dashes")]
    [InlineData("| id | rule | switch | vi | en | source | certainty | from | to |\n|---|---|---|---|---|---|---|---|---|\n| a | b |", "has 2 cells, expected 9")]
    [InlineData("| id | rule | switch | vi | en | source | certainty | from | to |\n|---|---|---|---|---|---|---|---|---|\n\n| a |", "has a second table")]
    public void A_file_that_is_not_one_strict_table_is_named(string text, string gap)
    {
        var tables = Shipped();
        tables["Common/switches"] = text;

        Assert.Contains(
            Assert.Throws<LawTablesException>(() => LawTables.Read(tables)).Gaps,
            g => g.StartsWith("Common/switches.md", StringComparison.Ordinal) && g.Contains(gap, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_refusal_and_next_step_has_texts_in_both_languages_that_name_no_number()
    {
        var law = LawTables.Load();

        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            var refusal = law.Refuse(reason, new DateOnly(2016, 3, 1));
            var row = law.RefusalText(refusal.Reason);
            Assert.DoesNotContain(row.Vi + row.En, char.IsAsciiDigit);
            Assert.NotNull(law.Basis(refusal.Source));
            if (refusal.NextStep is { } step) Assert.NotEmpty(law.NextStepText(step).Vi);
        }
    }

    [Theory]
    [InlineData("2016-03-01", "BLDS/2005-D14")]
    [InlineData("2017-01-01", "BLDS/2015-D16")]
    public void Nobody_acts_for_a_person_before_she_is_born_by_the_civil_code_of_the_day(string day, string article) =>
        Assert.Equal(article, LawTables.Load().Refuse(RefusalReason.DateBeforeBirth, DateOnly.ParseExact(day, "yyyy-MM-dd")).Source);

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

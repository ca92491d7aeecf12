using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>The matrix of measure by agency kind, written out a second time by hand, as a lawyer would check it.</summary>
public sealed class AuthorityTests
{
    /// <summary>D sure, D? inferred and on, Dx inferred and off, D! conflict, R request, H hold, RH both, - none.</summary>
    private static readonly Dictionary<AgencyKind, string> Matrix = new()
    {
        [AgencyKind.ProvincialPolice] = "RH RH RH RH RH RH RH H",
        [AgencyKind.InvestigationPolice] = "D? D? D? D? D? D? D? H",
        [AgencyKind.DistrictPolice] = "D? D? D? D? D? D? D? H",
        [AgencyKind.CommunePolice] = "H H H H H H H H",
        [AgencyKind.LabourDepartment] = "D! D! R D! D! RH R R",
        [AgencyKind.BorderGuardCommand] = "D D D D D R D -",
        [AgencyKind.BorderGuardPost] = "D D D D D R D -",
        [AgencyKind.CoastGuard] = "D D D D D R D -",
        [AgencyKind.SupportCentre] = "D? D? R D? D? R R R",
        [AgencyKind.HealthDepartment] = "H H - - H - - -",
        [AgencyKind.EducationDepartment] = "H H - - - H - -",
        [AgencyKind.DistrictCommittee] = "D? D? R D? D? R R R",
        [AgencyKind.CommuneCommittee] = "D? D? R D? D? RH R R",
        [AgencyKind.DistrictLabourOffice] = "D? D? R D? D? R R R",
        [AgencyKind.JusticeDepartment] = "R R - - - - - R",
        [AgencyKind.Procuracy] = "Dx Dx R R R R R R",
        [AgencyKind.Court] = "Dx Dx R R R R R D",
        [AgencyKind.Mission] = "Dx Dx R Dx Dx R R -",
        [AgencyKind.Inspectorate] = "- - - - - - - -",
        [AgencyKind.OutsideSystem] = "- - - - - - - -",
        [AgencyKind.ProvincialCommittee] = "- - - - - - - -",
        [AgencyKind.FinanceDepartment] = "- - - - - - - -",
        [AgencyKind.PlanningDepartment] = "- - - - - - - -",
        [AgencyKind.FatherlandFront] = "- - - - - - - -",
        [AgencyKind.MilitaryInvestigation] = "Dx Dx Dx Dx Dx Dx Dx -",
        [AgencyKind.RegistryAdministration] = "- - - - - - - -",
    };

    /// <summary>Since 1 July 2025: inferred throughout, so "D?" where it is on and "Dx" where it needs approval; the court's own measure too.</summary>
    private static readonly Dictionary<AgencyKind, string> Since2025 = new()
    {
        [AgencyKind.ProvincialPolice] = "RH RH RH RH RH RH RH H",
        [AgencyKind.InvestigationPolice] = "Dx D? D? Dx D? Dx D? H",
        [AgencyKind.DistrictPolice] = "- - - - - - - -",
        [AgencyKind.CommunePolice] = "H H H H H H H H",
        [AgencyKind.LabourDepartment] = "- - - - - - - -",
        [AgencyKind.BorderGuardCommand] = "Dx D? D? Dx D? R D? -",
        [AgencyKind.BorderGuardPost] = "Dx D? D? Dx D? R D? -",
        [AgencyKind.CoastGuard] = "Dx D? D? Dx D? R D? -",
        [AgencyKind.SupportCentre] = "Dx D? R Dx D? R R R",
        [AgencyKind.HealthDepartment] = "Dx D? R Dx D? RH R R",
        [AgencyKind.EducationDepartment] = "H H - - - H - -",
        [AgencyKind.DistrictCommittee] = "- - - - - - - -",
        [AgencyKind.CommuneCommittee] = "Dx D? R Dx D? RH R R",
        [AgencyKind.DistrictLabourOffice] = "- - - - - - - -",
        [AgencyKind.JusticeDepartment] = "R R - - - - - R",
        [AgencyKind.Procuracy] = "Dx Dx R R R R R R",
        [AgencyKind.Court] = "Dx Dx R R R R R D?",
        [AgencyKind.Mission] = "Dx Dx R Dx Dx R R -",
        [AgencyKind.Inspectorate] = "- - - - - - - -",
        [AgencyKind.OutsideSystem] = "- - - - - - - -",
        [AgencyKind.ProvincialCommittee] = "- - - - - - - -",
        [AgencyKind.FinanceDepartment] = "- - - - - - - -",
        [AgencyKind.PlanningDepartment] = "- - - - - - - -",
        [AgencyKind.FatherlandFront] = "- - - - - - - -",
        [AgencyKind.MilitaryInvestigation] = "Dx Dx Dx Dx Dx Dx Dx -",
        [AgencyKind.RegistryAdministration] = "- - - - - - - -",
    };

    /// <summary>Both, each with a day of its own.</summary>
    public static IReadOnlyList<(IReadOnlyDictionary<AgencyKind, string> Matrix, DateOnly Day)> Matrices { get; } = [(Matrix, Hue.Day), (Since2025, new DateOnly(2025, 7, 1))];

    public static TheoryData<AgencyKind, int, string, DateOnly> Cells()
    {
        var cells = new TheoryData<AgencyKind, int, string, DateOnly>();
        foreach (var (matrix, day) in Matrices)
            foreach (var (kind, row) in matrix)
                foreach (var (index, cell) in row.Split(' ').Index()) cells.Add(kind, index + 1, cell, day);
        // From 1 March 2025 the health department stands where the labour department stood.
        foreach (var (index, cell) in "D? D? R D? D? RH R R".Split(' ').Index())
            cells.Add(AgencyKind.HealthDepartment, index + 1, cell, new DateOnly(2025, 3, 1));
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_is_as_the_law_of_the_day_says(AgencyKind kind, int clause, string expected, DateOnly day)
    {
        var cell = Hue.Law.Authority(clause, kind, day)!;

        Assert.Equal(expected, Symbol(cell));
    }

    /// <summary>The condition of every cell that decides, by kind, clauses and regime.</summary>
    [Theory]
    [InlineData(AgencyKind.LabourDepartment, "2016-03-01", "1 2 4 5", AuthorityCondition.ReceivedItself)]
    [InlineData(AgencyKind.HealthDepartment, "2025-03-01", "1 2 4 5", AuthorityCondition.ReceivedItself)]
    [InlineData(AgencyKind.HealthDepartment, "2025-07-01", "1 2 4 5", AuthorityCondition.ReceivedItself)]
    [InlineData(AgencyKind.BorderGuardCommand, "2016-03-01", "1 2 3 4 5 7", AuthorityCondition.AskedOrReceived)]
    [InlineData(AgencyKind.BorderGuardPost, "2016-03-01", "1 2 3 4 5 7", AuthorityCondition.AskedOrReceived)]
    [InlineData(AgencyKind.CoastGuard, "2016-03-01", "1 2 3 4 5 7", AuthorityCondition.AskedOrReceived)]
    [InlineData(AgencyKind.CoastGuard, "2025-03-01", "1 2 3 4 5 7", AuthorityCondition.AskedByHealthOrReceived)]
    [InlineData(AgencyKind.BorderGuardPost, "2025-07-01", "1 2 3 4 5 7", AuthorityCondition.AskedByHealthOrReceived)]
    [InlineData(AgencyKind.SupportCentre, "2016-03-01", "1 2 4 5", AuthorityCondition.InItsCare)]
    [InlineData(AgencyKind.SupportCentre, "2025-07-01", "1 2 4 5", AuthorityCondition.InItsCare)]
    [InlineData(AgencyKind.DistrictPolice, "2016-03-01", "1 2 3 4 5 6 7", AuthorityCondition.OwnArea)]
    [InlineData(AgencyKind.DistrictCommittee, "2016-03-01", "1 2 4 5", AuthorityCondition.OwnArea)]
    [InlineData(AgencyKind.DistrictLabourOffice, "2016-03-01", "1 2 4 5", AuthorityCondition.OwnArea)]
    [InlineData(AgencyKind.CommuneCommittee, "2016-03-01", "1 2 4 5", AuthorityCondition.OwnArea)]
    [InlineData(AgencyKind.CommuneCommittee, "2025-07-01", "1 2 4 5", AuthorityCondition.OwnArea)]
    [InlineData(AgencyKind.Court, "2016-03-01", "8", AuthorityCondition.AskedForVictim)]
    [InlineData(AgencyKind.Court, "2025-07-01", "8", AuthorityCondition.AskedForVictim)]
    [InlineData(AgencyKind.InvestigationPolice, "2016-03-01", "", AuthorityCondition.None)]
    public void A_cell_that_decides_under_a_condition_says_which(AgencyKind kind, string on, string clauses, AuthorityCondition condition)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        var conditioned = Enumerable.Range(1, 8).Select(c => Hue.Law.Authority(c, kind, day)!)
            .Where(c => c.Power.HasFlag(AuthorityPower.Decide) && c.Condition != AuthorityCondition.None).ToArray();

        Assert.Equal(clauses, string.Join(' ', conditioned.Select(c => c.Clause)));
        Assert.All(conditioned, c => Assert.Equal(condition, c.Condition));
    }

    [Fact]
    public void The_matrices_name_every_kind()
    {
        var kinds = Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified).ToArray();

        Assert.Equal(kinds, Matrix.Keys.Order());
        Assert.Equal(kinds, Since2025.Keys.Order());
    }

    [Fact]
    public void Nobody_has_authority_before_the_decision_of_2015()
    {
        foreach (var kind in Matrix.Keys) Assert.Null(Hue.Law.Authority(1, kind, new DateOnly(2015, 6, 19)));
    }

    private static string Symbol(AuthorityCell cell) => (cell.Power, cell.Standing.Certainty, cell.SwitchedOn) switch
    {
        (AuthorityPower.Decide, Certainty.Sure, true) => "D",
        (AuthorityPower.Decide, Certainty.Inferred, true) => "D?",
        (AuthorityPower.Decide, Certainty.Inferred, false) => "Dx",
        (AuthorityPower.Decide, Certainty.Conflict, true) => "D!",
        (AuthorityPower.Request, _, _) => "R",
        (AuthorityPower.Hold, _, _) => "H",
        (AuthorityPower.Request | AuthorityPower.Hold, _, _) => "RH",
        (AuthorityPower.None, _, _) => "-",
        _ => "?",
    };
}

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
        [AgencyKind.ProvincialPolice] = "R R R R R R R -",
        [AgencyKind.InvestigationPolice] = "D? D? D? D? D? D? D? -",
        [AgencyKind.DistrictPolice] = "D? D? D? D? D? D? D? -",
        [AgencyKind.CommunePolice] = "H H H H H H H -",
        [AgencyKind.LabourDepartment] = "D! D! R D! D! RH R R",
        [AgencyKind.BorderGuardCommand] = "D D D D D R D R",
        [AgencyKind.BorderGuardPost] = "D D D D D R D R",
        [AgencyKind.CoastGuard] = "D D D D D R D R",
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
    };

    public static TheoryData<AgencyKind, int, string> Cells()
    {
        var cells = new TheoryData<AgencyKind, int, string>();
        foreach (var (kind, row) in Matrix)
            foreach (var (index, cell) in row.Split(' ').Index()) cells.Add(kind, index + 1, cell);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_is_as_the_law_says(AgencyKind kind, int clause, string expected)
    {
        var cell = Hue.Law.Authority(clause, kind, Hue.Day)!;

        Assert.Equal(expected, Symbol(cell));
    }

    [Fact]
    public void The_matrix_names_every_kind()
    {
        Assert.Equal(Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified), Matrix.Keys.Order());
        Assert.Equal(8 * Matrix.Count, Cells().Count);
    }

    [Fact]
    public void Nobody_has_authority_before_the_decision_of_2015_or_after_the_decree_expired()
    {
        foreach (var kind in Matrix.Keys)
        {
            Assert.Null(Hue.Law.Authority(1, kind, new DateOnly(2015, 6, 19)));
            Assert.Null(Hue.Law.Authority(1, kind, new DateOnly(2025, 7, 1)));
        }
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

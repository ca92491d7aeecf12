using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 8: who decides. The clause sets of its second half were cut off where it was read, so their cells are inferred.</summary>
public sealed class Article08Tests
{
    [Fact]
    public void Clause_1_each_agency_of_the_list_may_decide_some_measure_as_shipped_or_once_its_cell_is_switched_on() => Assert.All(
        [
            AgencyKind.InvestigationPolice, AgencyKind.MilitaryInvestigation, AgencyKind.BorderGuardCommand, AgencyKind.BorderGuardPost, AgencyKind.CoastGuard,
            AgencyKind.Procuracy, AgencyKind.Court, AgencyKind.CommuneCommittee, AgencyKind.DistrictLabourOffice, AgencyKind.SupportCentre, AgencyKind.Mission,
        ],
        kind => Assert.Contains(Enumerable.Range(1, 8), clause => Decides(kind, clause)));

    [Fact]
    public void Clause_1_does_not_list_the_labour_department_and_its_cells_say_that_the_documents_conflict() => Assert.Equal(
        [1, 2, 4, 5],
        Enumerable.Range(1, 8).Where(c => Decides(AgencyKind.LabourDepartment, c) && Cell(AgencyKind.LabourDepartment, c).Standing.Certainty == Certainty.Conflict));

    [Fact]
    public void Clause_1_a_dossier_goes_to_the_authority_of_the_place_of_residence()
    {
        var play = new BorderReturn().Protected();
        var measure = play.World[play.Victim].Dossier!.Measures.Single(m => m.Fact.Clause == 5).Id;

        Assert.Null(Assert.NotNull(play.World.Transfer(play.Victim, Hue.Labour, measure, Hue.Investigation)).Refusal?.Reason);
        Assert.Equal(Hue.Investigation.Agency, play.World[play.Victim].Dossier!.FindMeasure(measure)!.Decider);
    }

    [Fact]
    public void Clause_2_the_clause_sets_are_those_that_law_and_circular_name_elsewhere()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], Set(AgencyKind.InvestigationPolice));
        Assert.Equal([1, 2, 3, 4, 5, 7], Set(AgencyKind.BorderGuardCommand));
        Assert.Equal([1, 2, 3, 4, 5, 7], Set(AgencyKind.CoastGuard));
        Assert.Equal([1, 2, 4, 5], Set(AgencyKind.CommuneCommittee));
        Assert.Equal([1, 2, 4, 5], Set(AgencyKind.SupportCentre));
    }

    [Fact]
    public void Clause_2_who_lacks_the_measure_is_told_whom_to_ask()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("REQUEST_FROM_INVESTIGATION_POLICE", Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, 6)).Refusal?.NextStep);
    }

    private static int[] Set(AgencyKind kind) => [.. Enumerable.Range(1, 8).Where(clause => Decides(kind, clause))];

    private static bool Decides(AgencyKind kind, int clause) => Cell(kind, clause).Power.HasFlag(AuthorityPower.Decide);

    private static AuthorityCell Cell(AgencyKind kind, int clause) => Hue.Law.Authority(clause, kind, Hue.Day)!;
}

using System.Globalization;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>Who takes which step for whom and who issues which paper, written out a second time by hand: every step x route x law.</summary>
public sealed class RouteTableTests
{
    /// <summary>Days of the columns: the law of 2011, the same after March 2025, the law of 2024.</summary>
    private static readonly string[] Days = ["2016-03-01", "2025-03-15", "2025-07-02"];

    private static readonly Dictionary<string, AgencyKind> Short = new()
    {
        ["PP"] = AgencyKind.ProvincialPolice,
        ["IP"] = AgencyKind.InvestigationPolice,
        ["CP"] = AgencyKind.CommunePolice,
        ["DP"] = AgencyKind.DistrictPolice,
        ["MI"] = AgencyKind.MilitaryInvestigation,
        ["VKS"] = AgencyKind.Procuracy,
        ["TA"] = AgencyKind.Court,
        ["MIS"] = AgencyKind.Mission,
        ["BC"] = AgencyKind.BorderGuardCommand,
        ["BP"] = AgencyKind.BorderGuardPost,
        ["CG"] = AgencyKind.CoastGuard,
        ["LD"] = AgencyKind.LabourDepartment,
        ["HD"] = AgencyKind.HealthDepartment,
        ["SC"] = AgencyKind.SupportCentre,
        ["DC"] = AgencyKind.DistrictCommittee,
        ["DLO"] = AgencyKind.DistrictLabourOffice,
        ["CC"] = AgencyKind.CommuneCommittee,
    };

    private static readonly (string Step, string Routes, string[] Kinds)[] Steps =
    [
        ("Register", "Repatriated", ["PP LD BC BP CG DC DLO CC MIS", "PP LD HD BC BP CG DC DLO CC MIS", "PP HD BC BP CG CC MIS"]),
        ("Register", "SelfReport SelfReturnAbroad", ["CC PP LD BC BP CG DP DC DLO", "CC PP LD HD BC BP CG DP DC DLO", "CC PP BC BP CG HD"]),
        ("Register", "Rescued", ["PP IP DP BC BP CG", "PP IP DP BC BP CG", "PP IP BC BP CG"]),
        ("Register", "Foreigner", ["PP IP DP LD BC BP CG DC DLO CC", "PP IP DP LD HD BC BP CG DC DLO CC", "PP IP HD BC BP CG CC"]),
        ("TakeReport", "SelfReport SelfReturnAbroad", ["CC PP DP BC BP CG CP IP SC", "CC PP DP BC BP CG CP IP SC", "CC PP BC BP CG CP IP SC"]),
        ("TakeReport", "Rescued Repatriated Foreigner", ["", "", ""]),
        ("BeTold", "SelfReport SelfReturnAbroad", ["CC DLO", "CC DLO", "CC HD"]),
        ("BeTold", "Rescued Repatriated Foreigner", ["", "", ""]),
        ("Ask", Any, ["DLO PP LD BC BP CG IP DP DC CC MIS SC", "DLO PP LD HD BC BP CG IP DP DC CC MIS SC", "HD PP BC BP CG IP CC MIS SC"]),
        ("Answer", Any, ["DP PP IP MI VKS TA", "PP IP MI VKS TA", "PP IP MI VKS TA"]),
        ("Extend", Any, ["DP PP", "PP", "PP"]),
        ("Conclude", "SelfReport SelfReturnAbroad Foreigner", ["PP", "PP", "PP"]),
        ("Conclude", "Rescued", ["PP IP DP BC BP CG", "PP IP DP BC BP CG", "PP IP BC BP CG"]),
        ("Conclude", "Repatriated", ["PP", "PP", "PP BC BP"]),
        ("AcceptPapers", Any, ["DLO LD PP", "DLO LD HD PP", "HD PP"]),
        ("Close", Any, ["PP IP DP LD BC BP CG SC DC DLO CC", "PP IP DP LD HD BC BP CG SC DC DLO CC", "PP IP HD BC BP CG SC CC"]),
    ];

    private const string Any = "SelfReport SelfReturnAbroad Rescued Repatriated Foreigner";

    public static TheoryData<VerificationStep, Route, string, string> Cells() =>
    [
        .. from row in Steps
           from route in row.Routes.Split(' ')
           from column in Days.Zip(row.Kinds)
           select (Enum.Parse<VerificationStep>(row.Step), Enum.Parse<Route>(route), column.First, column.Second),
    ];

    public static TheoryData<CertificateKind, string, string> Papers() =>
    [
        .. from row in new (CertificateKind Kind, string[] Kinds)[]
           {
               (CertificateKind.PoliceConfirmation, ["DP PP", "PP", "PP"]),
               (CertificateKind.RescueAgencyConfirmation, ["PP IP DP BC BP CG", "PP IP DP BC BP CG", "PP IP BC BP CG"]),
               (CertificateKind.ProceedingsBodyConfirmation, ["IP MI VKS TA", "IP MI VKS TA", "IP MI VKS TA"]),
               (CertificateKind.ForeignLegalised, ["MIS PP LD DC DLO CC", "MIS PP LD HD DC DLO CC", "MIS PP HD BC BP CC"]),
               (CertificateKind.ReceivingBodyConfirmation, ["", "", "PP BC BP"]),
           }
           from column in Days.Zip(row.Kinds)
           select (row.Kind, column.First, column.Second),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_step_is_open_to_the_kinds_that_the_law_names(VerificationStep step, Route route, string day, string kinds) =>
        Assert.Equal(Named(kinds), Kinds(kind => Hue.Law.Step(step, kind, route, Day(day)) is not null));

    [Theory]
    [MemberData(nameof(Papers))]
    public void A_paper_is_issued_by_the_kinds_that_the_law_names(CertificateKind paper, string day, string kinds) =>
        Assert.Equal(Named(kinds), Kinds(kind => Hue.Law.Certificate(paper, kind, Day(day)) is not null));

    [Fact]
    public void The_tables_name_every_step_for_every_route_and_every_paper_under_every_law()
    {
        Assert.Equal(
            from step in Enum.GetValues<VerificationStep>().Skip(1) from route in Enum.GetValues<Route>().Skip(1) from day in Days orderby (step, route, day) select (step, route, day),
            Cells().Select(c => (c.Data.Item1, c.Data.Item2, c.Data.Item3)).Order());
        Assert.Equal(Enum.GetValues<CertificateKind>().Skip(1), Papers().Select(p => p.Data.Item1).Distinct().Order());
        Assert.Equal(Hue.Law.Regimes.Select(r => r.Code), Days.Select(d => Hue.Law.RegimeOn(Day(d))!.Code).Distinct());
    }

    private static IEnumerable<AgencyKind> Kinds(Func<AgencyKind, bool> open) => Enum.GetValues<AgencyKind>().Where(open).Order();

    private static IEnumerable<AgencyKind> Named(string kinds) => kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => Short[k]).Order();

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}

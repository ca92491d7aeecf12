using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>Who takes which step for whom, written out a second time by hand; and each route from the report to the paper.</summary>
public sealed class RouteTests
{
    private static readonly DateOnly Since = new(2025, 7, 1);
    private static readonly Actor Office = Hue.Of("PLDTBXH-ALUOI");

    public static TheoryData<string, string, string> Cells() => new()
    {
        { "2016-03-01", "Register SelfReport", "BorderGuardCommand BorderGuardPost CoastGuard CommuneCommittee DistrictCommittee DistrictLabourOffice DistrictPolice LabourDepartment ProvincialPolice" },
        { "2016-03-01", "Register Rescued", "BorderGuardCommand BorderGuardPost CoastGuard DistrictPolice InvestigationPolice ProvincialPolice" },
        { "2016-03-01", "Register Repatriated", "BorderGuardCommand BorderGuardPost CoastGuard CommuneCommittee DistrictCommittee DistrictLabourOffice LabourDepartment Mission ProvincialPolice" },
        { "2016-03-01", "TakeReport SelfReturnAbroad", "BorderGuardCommand BorderGuardPost CoastGuard CommuneCommittee DistrictPolice ProvincialPolice" },
        { "2016-03-01", "TakeReport Rescued", "" },
        { "2016-03-01", "BeTold SelfReport", "CommuneCommittee DistrictLabourOffice" },
        { "2016-03-01", "Answer Foreigner", "Court DistrictPolice InvestigationPolice MilitaryInvestigation Procuracy ProvincialPolice" },
        { "2025-03-01", "Answer SelfReport", "Court InvestigationPolice MilitaryInvestigation Procuracy ProvincialPolice" },
        { "2016-03-01", "Extend SelfReport", "DistrictPolice ProvincialPolice" },
        { "2025-03-01", "Extend SelfReport", "ProvincialPolice" },
        { "2016-03-01", "Conclude Repatriated", "ProvincialPolice" },
        { "2016-03-01", "Conclude Rescued", "BorderGuardCommand BorderGuardPost CoastGuard DistrictPolice InvestigationPolice ProvincialPolice" },
        { "2016-03-01", "AcceptPapers SelfReport", "DistrictLabourOffice LabourDepartment ProvincialPolice" },
        { "2025-07-01", "Register SelfReport", "BorderGuardCommand BorderGuardPost CoastGuard CommuneCommittee HealthDepartment ProvincialPolice" },
        { "2025-07-01", "BeTold SelfReport", "CommuneCommittee HealthDepartment" },
        { "2025-07-01", "Conclude Repatriated", "BorderGuardCommand BorderGuardPost ProvincialPolice" },
        { "2025-07-01", "Answer SelfReport", "Court InvestigationPolice MilitaryInvestigation Procuracy ProvincialPolice" },
        { "2025-07-01", "AcceptPapers Rescued", "HealthDepartment ProvincialPolice" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_step_is_open_to_the_kinds_that_the_law_names(string day, string cell, string kinds)
    {
        var (step, route) = (Enum.Parse<VerificationStep>(cell.Split(' ')[0]), Enum.Parse<Route>(cell.Split(' ')[1]));

        var open = Enum.GetValues<AgencyKind>().Where(kind => Hue.Law.Step(step, kind, route, DateOnly.Parse(day, null)) is not null).Select(kind => $"{kind}");

        Assert.Equal(kinds, string.Join(' ', open.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("2016-03-01", CertificateKind.PoliceConfirmation, "DistrictPolice ProvincialPolice")]
    [InlineData("2025-03-01", CertificateKind.PoliceConfirmation, "ProvincialPolice")]
    [InlineData("2016-03-01", CertificateKind.RescueAgencyConfirmation, "BorderGuardCommand BorderGuardPost CoastGuard DistrictPolice InvestigationPolice ProvincialPolice")]
    [InlineData("2016-03-01", CertificateKind.ProceedingsBodyConfirmation, "Court InvestigationPolice MilitaryInvestigation Procuracy")]
    [InlineData("2016-03-01", CertificateKind.ReceivingBodyConfirmation, "")]
    [InlineData("2025-07-01", CertificateKind.ReceivingBodyConfirmation, "BorderGuardCommand BorderGuardPost ProvincialPolice")]
    [InlineData("2025-07-01", CertificateKind.ProceedingsBodyConfirmation, "Court InvestigationPolice MilitaryInvestigation Procuracy")]
    public void A_paper_is_issued_by_the_kinds_that_the_law_names(string day, CertificateKind paper, string kinds)
    {
        var issuers = Enum.GetValues<AgencyKind>().Where(kind => Hue.Law.Certificate(paper, kind, DateOnly.Parse(day, null)) is not null).Select(kind => $"{kind}");

        Assert.Equal(kinds, string.Join(' ', issuers.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Who_may_issue_a_paper_may_also_see_what_issuing_and_revoking_need()
    {
        foreach (var regime in Hue.Law.Regimes)
            foreach (var row in regime.Certificates)
            {
                var purposes = new[] { Purpose.Certify, Purpose.ReceiveReturnee, Purpose.Repatriation };
                Assert.Contains(row.Relations, relation => purposes.Any(p => Hue.Law.Needs(row.Issuer, p, row.Standing.From).Any(n => n.Relation == relation && n.Class == FieldClass.Verification)));
                Assert.Contains(Hue.Law.Needs(row.Issuer, Purpose.Certify, row.Standing.From), n => n is { Relation: RelationKind.Certifier, Class: FieldClass.Verification });
            }
    }

    [Fact]
    public void Self_report_commune_tells_the_district_which_asks_and_its_police_find_and_certify()
    {
        var (world, person) = (new World(), Guid.NewGuid());

        Done(world.Report(person, Hue.Commune, Office));
        Done(world.Receive(person, Office));
        Done(world.AskToVerify(person, Office, Hue.AluoiPolice));
        Done(world.Verify(person, Hue.AluoiPolice));
        Done(world.Certify(person, Hue.AluoiPolice));

        var state = world[person].Person!.Verifying;
        Assert.Equal((Route.SelfReport, VerificationStatus.Confirmed), (state.Route, state.Status));
        Assert.Equal(("DL-FIRST", Hue.Day.AddDays(3)), (state.Report!.Notice.Deadline, state.Report.Notice.DueOn));
        Assert.Equal(("DL-VERIFY", Hue.Day.AddDays(20), false), (state.Requests[0].Deadline, state.Requests[0].DueOn, state.Requests[0].Open));
        Assert.Equal("V-ANSWER-DP", state.Findings[0].Rule);
        Assert.Equal("C-POLICE", state.Certificates[0].Rule);
    }

    [Fact]
    public void Rescued_the_rescuer_finds_and_certifies_until_it_hands_over()
    {
        var (world, person) = (new World(), Guid.NewGuid());
        Done(world.Register(person, Hue.Post, Route.Rescued));

        Done(world.Verify(person, Hue.Post));
        Done(world.Certify(person, Hue.Post, CertificateKind.RescueAgencyConfirmation));
        var referral = Guid.NewGuid();
        Done(world.Refer(person, Hue.Post, referral, Hue.Centre, Purpose.Care, true, FieldClass.IdentityMinimum));
        Done(world.Answer(person, Hue.Centre, referral));
        Done(world.HandOver(person, Hue.Post, referral));

        Assert.Null(world.Verify(person, Hue.Post, again: true));
        Assert.Equal(["Status", "Verification"], Hue.Reads(Hue.Post, world.FactsOf(person)));
        Done(world.Revoke(person, Hue.Post, world[person].Person!.Verifying.Certificates[0].Id, RevocationGround.IssuedInError));
    }

    [Fact]
    public void Repatriated_a_border_guard_does_not_find_under_the_law_of_2011_and_does_under_that_of_2024()
    {
        foreach (var (day, reason) in new[] { (Hue.Day, "VERIFICATION_NOT_IN_AUTHORITY"), (Since, null) })
        {
            var (world, person) = (new World { Today = day }, Guid.NewGuid());
            var post = Hue.Of("DBP-HONGVAN", day);
            Done(world.Register(person, post, Route.Repatriated));
            Done(world.Receive(person, post));

            Assert.Equal(reason, Verifications.Record(Hue.Law, world[person], new(post, day, VerificationOutcome.Confirmed, [EvidenceSource.Mission])).Refusal?.Reason);
        }
    }

    [Fact]
    public void A_court_that_was_asked_finds_and_issues_its_own_paper()
    {
        var play = new BorderReturn().Received();

        Done(play.World.AskToVerify(play.Victim, Hue.Labour, Hue.Court));
        Assert.Null(play.World[play.Victim].Person!.Verifying.Running!.LastDay);
        Done(play.World.Verify(play.Victim, Hue.Court));
        Done(play.World.Certify(play.Victim, Hue.Court, CertificateKind.ProceedingsBodyConfirmation));
    }

    [Fact]
    public void A_foreigner_and_a_self_return_are_registered_and_a_reporter_tells_only_an_agency_of_her_area()
    {
        var world = new World();
        Done(world.Register(Guid.NewGuid(), Hue.Police, Route.Foreigner));
        Done(world.Report(Guid.NewGuid(), Hue.Post, Hue.Commune, Route.SelfReturnAbroad));
        string? Told(Actor by, Actor told, Route route = Route.SelfReport) => Assert.NotNull(world.Report(Guid.NewGuid(), by, told, route)).Refusal?.Reason;

        Assert.Equal("NOT_TO_BE_TOLD", Told(Hue.Commune, Hue.Labour));
        Assert.Equal("NOT_TO_BE_TOLD", Told(Hue.Commune, Hue.Commune));
        Assert.Equal("UNKNOWN_AGENCY", Told(Hue.Commune, Office with { Agency = new("NOBODY") }));
        Assert.Equal("REPORT_NOT_IN_AUTHORITY", Told(Hue.Commune, Office, Route.Rescued));
        Assert.Equal("REPORT_NOT_IN_AUTHORITY", Told(Hue.Labour, Office));
    }

    private static void Done(Decided? decided) => Assert.Null(Assert.NotNull(decided).Refusal?.Reason);
}

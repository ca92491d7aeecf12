using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>Each route from the report to the paper, under either law; who may take which step is <see cref="RouteTableTests"/>.</summary>
public sealed class RouteTests
{
    private static readonly DateOnly Since = new(2025, 7, 1);
    private static readonly Actor Office = Hue.Of("PLDTBXH-ALUOI");

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

    /// <summary>Day, route, who takes the report and is told ("A>B") or registers, who is asked or "-", the paper, and the rows by which it was found and issued.</summary>
    public static TheoryData<string, Route, string, string, CertificateKind, string> Lives() => new()
    {
        { "2016-03-01", Route.SelfReport, "UBND-HONGVAN>PLDTBXH-ALUOI", "CA-ALUOI", CertificateKind.PoliceConfirmation, "V-ANSWER-DP C-POLICE" },
        { "2016-03-01", Route.SelfReturnAbroad, "DBP-HONGVAN>UBND-HONGVAN", "CA-ALUOI", CertificateKind.PoliceConfirmation, "V-ANSWER-DP C-POLICE" },
        { "2016-03-01", Route.Rescued, "DBP-HONGVAN", "-", CertificateKind.RescueAgencyConfirmation, "V-CONCLUDE-RESCUED C-RESCUE" },
        { "2016-03-01", Route.Repatriated, "DBP-HONGVAN", "CA-TTH", CertificateKind.PoliceConfirmation, "V-ANSWER-PP C-POLICE-PP" },
        { "2016-03-01", Route.Foreigner, "CA-TTH", "-", CertificateKind.PoliceConfirmation, "V-CONCLUDE-PP C-POLICE-PP" },
        { "2025-03-15", Route.SelfReport, "UBND-HONGVAN>PLDTBXH-ALUOI", "CA-TTH", CertificateKind.PoliceConfirmation, "V-ANSWER-PP C-POLICE-PP" },
        { "2025-07-02", Route.SelfReport, "UBND-ALUOI1>SYT-TTH", "CA-TTH", CertificateKind.PoliceConfirmation, "V24-ANSWER C24-POLICE" },
        { "2025-07-02", Route.SelfReturnAbroad, "DBP-HONGVAN>UBND-ALUOI1", "CA-TTH", CertificateKind.PoliceConfirmation, "V24-ANSWER C24-POLICE" },
        { "2025-07-02", Route.Rescued, "DBP-HONGVAN", "-", CertificateKind.RescueAgencyConfirmation, "V24-CONCLUDE-RESCUED C24-RESCUE" },
        { "2025-07-02", Route.Repatriated, "DBP-HONGVAN", "-", CertificateKind.ReceivingBodyConfirmation, "V24-CONCLUDE-GATE C24-RECEIVING" },
        { "2025-07-02", Route.Foreigner, "CA-TTH", "-", CertificateKind.PoliceConfirmation, "V24-CONCLUDE C24-POLICE" },
    };

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_route_leads_from_the_report_to_the_paper(string on, Route route, string came, string asked, CertificateKind paper, string rules)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        var (world, person) = (new World { Today = day }, Guid.NewGuid());
        var first = came.Split('>').Select(code => Hue.Of(code, day)).ToArray();
        var holder = first[^1];

        Done(first.Length == 2 ? world.Report(person, first[0], holder, route) : world.Register(person, holder, route));
        Done(world.Receive(person, holder));
        var verifier = asked == "-" ? holder : Hue.Of(asked, day);
        if (verifier != holder) Done(world.AskToVerify(person, holder, verifier));
        Done(world.Verify(person, verifier));
        Done(world.Certify(person, verifier, paper));

        var state = world[person].Person!.Verifying;
        Assert.Equal((route, VerificationStatus.Confirmed), (state.Route, state.Status));
        Assert.Equal(rules, $"{state.Findings[0].Rule} {state.Certificates[0].Rule}");
    }

    [Fact]
    public void Every_route_is_lived_under_every_law() => Assert.Equal(
        Hue.Law.Regimes.SelectMany(r => Enum.GetValues<Route>().Where(route => route != Route.Unspecified).Select(route => (r.Code, route))).Order(),
        Lives().Select(life => (Hue.Law.RegimeOn(DateOnly.Parse(life.Data.Item1, System.Globalization.CultureInfo.InvariantCulture))!.Code, life.Data.Item2)).Distinct().Order());

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

using System.Security.Cryptography;
using Grpc.Core;
using Registry.Server.Enrolment;
using Registry.Server.Hosting;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Who may act, over real gRPC: decided by two persons, in force in every process, and refused the same for everyone in the world.</summary>
[Collection(nameof(Administered))]
public sealed class WhoMayActTests(Administered house) : IClassFixture<Verified<Administered>>
{
    [Fact]
    public async Task A_change_is_in_force_when_a_second_person_approved_it_and_both_acts_are_lines()
    {
        var before = await Lines.Count(house.Registry);
        var proposed = (await house.Acts.Propose(Officer("CA-ALUOI", "two-persons"))).Expect<ProposeChangeResponse>();

        var alone = await house.Acts.ApproveAsFirst(proposed.ProposalId);
        Assert.Equal((StatusCode.FailedPrecondition, "SECOND_PERSON_NEEDED"), (alone.Status, alone.Reason));
        Assert.Contains("Người đề xuất", alone.Text("vi"), StringComparison.Ordinal);
        Assert.Empty((await house.Acts.Directory("CA-ALUOI")).Officers);
        Assert.Contains((await house.Acts.Directory()).Proposals, one => one.ProposalId == proposed.ProposalId && one.ProposedBy == "admin-1");
        (await house.Acts.ApproveAsSecond(proposed.ProposalId)).Expect<ApproveChangeResponse>();

        Assert.Equal("two-persons", Assert.Single((await house.Acts.Directory("CA-ALUOI")).Officers).Officer);
        var acts = (await Lines.Of(house.Registry, before)).Where(line => line.Content.Kind == RecordKind.Outcome && line.Content.Outcome == "OK");
        Assert.Equal(["AgencyService/ProposeChange", "AgencyService/ApproveChange"], acts.Select(line => line.Content.Method));
    }

    [Fact]
    public async Task What_lets_somebody_new_see_records_is_approved_by_an_inspector()
    {
        var change = new DirectoryChange { Agency = "TAND-TTH", SetOfficersMode = new SetOfficersMode { EnrolledOnly = false } };
        var proposed = (await house.Acts.Propose(change)).Expect<ProposeChangeResponse>();

        Assert.Equal("INSPECTOR_NEEDED", (await house.Acts.ApproveAsSecond(proposed.ProposalId)).Reason);
        Assert.Equal(StatusCode.OK, (await house.Acts.ApproveAsInspector(proposed.ProposalId)).Status);
    }

    [Fact]
    public async Task A_suspended_agency_is_refused_alike_for_everyone_in_every_process_until_it_is_lifted()
    {
        using var play = await new BorderReturn(house.Registry).Registered();
        await using var other = await house.Registry.SecondServer();
        using var here = house.Registry.Desk(Officers.District.WithEveryScope());
        using var there = new Desk(other.Addresses[0], () => house.Registry.Token(Officers.District.WithEveryScope()));
        Assert.Equal(StatusCode.NotFound, (await there.Send(Look(play.Victim))).Status);

        await house.Acts.Do(new DirectoryChange { Agency = "CA-NAMDONG", SuspendAgency = new SuspendAgency() });
        var before = await Lines.Count(house.Registry);
        Answer[] refused = [await here.Send(Look(play.Victim)), await here.Send(Look(BorderReturn.NewId()))];
        await Task.Delay(DirectoryWatch.Bound);
        refused = [.. refused, await there.Send(Look(play.Victim)), await there.Send(Look(BorderReturn.NewId()))];

        Assert.All(refused, answer => Assert.Equal((StatusCode.PermissionDenied, "AGENCY_SUSPENDED"), (answer.Status, answer.Reason)));
        Assert.Single(refused.Select(answer => answer.Fingerprint).Distinct());
        Assert.All(await Lines.Of(house.Registry, before), line => Assert.Equal((RecordKind.Denial, "AGENCY_SUSPENDED", "CA-NAMDONG"), (line.Content.Kind, line.Content.Outcome, line.Content.Agency)));

        await house.Acts.Do(new DirectoryChange { Agency = "CA-NAMDONG", LiftAgency = new LiftAgency() });
        Assert.Equal(StatusCode.NotFound, (await here.Send(Look(play.Victim))).Status);
        await Task.Delay(DirectoryWatch.Bound);
        Assert.Equal(StatusCode.NotFound, (await there.Send(Look(play.Victim))).Status);
    }

    [Fact]
    public async Task Only_enrolled_officers_act_where_that_was_decided_and_no_suspended_one()
    {
        const string agency = "SGDDT-TTH";
        await house.Acts.Do(Officer(agency, "enrolled"));
        await house.Acts.Do(Officer(agency, "suspended"));
        await house.Acts.Do(new DirectoryChange { Agency = agency, SuspendOfficer = new SuspendOfficer { Officer = "suspended" } });
        Assert.Equal("NOT_FOUND", await Reason(agency, "stranger"));

        await house.Acts.Do(new DirectoryChange { Agency = agency, SetOfficersMode = new SetOfficersMode { EnrolledOnly = true } });

        Assert.Equal("NOT_FOUND", await Reason(agency, "enrolled"));
        Assert.Equal("OFFICER_NOT_ENROLLED", await Reason(agency, "stranger"));
        Assert.Equal("OFFICER_SUSPENDED", await Reason(agency, "suspended"));
        Assert.Equal("OFFICER_NOT_ENROLLED", await Reason("QTDK-TTH", "stranger"));
    }

    [Fact]
    public async Task Where_officers_are_enrolled_no_case_is_given_to_a_name_that_nobody_bears()
    {
        using var report = await new SelfReport(house.Registry).Received();
        var office = Officers.LabourOffice.WithEveryScope();
        foreach (var name in (string[])[office.Name, office.Name + "b"])
            await house.Acts.Do(new DirectoryChange { Agency = office.Agency, EnrolOfficer = new EnrolOfficer { Officer = name } });
        await house.Acts.Do(new DirectoryChange { Agency = office.Agency, SetOfficersMode = new SetOfficersMode { EnrolledOnly = true } });
        async Task<Answer> Give(string officer) => await report.At(office).Send(new AssignRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "RULE-ASSIGNMENT"),
            RequestId = BorderReturn.NewId(),
            PersonId = report.Person,
            ExpectedVersion = report.Version,
            Officer = officer,
        });

        Assert.Equal("OFFICER_NOT_ENROLLED", (await Give("nobody")).Reason);
        Assert.Equal(StatusCode.OK, (await Give(office.Name + "b")).Status);
    }

    [Fact]
    public async Task Who_administers_neither_looks_nor_inspects()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        foreach (var scope in (string[])["identity.read", "audit.read", "protection.read"])
            Assert.Equal("SCOPES_EXCLUDE_EACH_OTHER", await Reason("QTDK-TTH", "admin-1", Officers.Administration + " " + scope));
        Assert.Equal("SCOPES_EXCLUDE_EACH_OTHER", await Reason("TTR-TTH", "ttr-tth/2", "audit.read agency.administer"));

        using var administrator = house.Registry.Desk(Officers.Administrator.WithEveryScope());
        foreach (var method in Samples.OfPersons)
            foreach (var purpose in Samples.RuleOf(method).Purposes)
            {
                var her = await administrator.Send(Samples.Of(method, purpose, play.Victim));
                var nobody = await administrator.Send(Samples.Of(method, purpose, BorderReturn.NewId()));
                Assert.NotEqual(StatusCode.OK, her.Status);
                Assert.Equal(nobody.Fingerprint, her.Fingerprint);
            }
    }

    [Fact]
    public async Task Nobody_but_administrators_and_inspectors_sees_the_directorys_inside()
    {
        using var police = house.Registry.Desk(Officers.Police.WithEveryScope());

        Assert.Equal(StatusCode.NotFound, (await police.Send(new GetDirectoryRequest { Context = BorderReturn.Why(Purpose.Approval, "RULE-TWO-PERSONS") })).Status);
        Assert.Equal(StatusCode.NotFound, (await police.Send(new ListGrantsRequest { Context = BorderReturn.Why(Purpose.Approval, "RULE-GRANT") })).Status);
    }

    [Fact]
    public async Task A_seconded_officer_sees_what_the_lead_agency_sees_and_the_line_names_both()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        var officer = new Officer("STP-TTH", "stp-tth/7", "identity.read");
        using var desk = house.Registry.Desk(officer);
        Assert.Equal(StatusCode.NotFound, (await desk.Send(Look(play.Victim))).Status);
        await house.Acts.Do(Officer(officer.Agency, officer.Name));

        await house.Acts.Do(new DirectoryChange
        {
            Agency = officer.Agency,
            SecondOfficer = new SecondOfficer { Officer = officer.Name, Lead = "CA-TTH", Until = new Date { Year = 2016, Month = 4, Day = 1 } },
        });
        var before = await Lines.Count(house.Registry);
        (await desk.Send(Look(play.Victim))).Expect<GetIdentityResponse>();

        var line = Assert.Single(await Lines.Of(house.Registry, before));
        Assert.Equal(("CA-TTH", "STP-TTH", officer.Name), (line.Content.Agency, line.Content.SecondedFrom, line.Content.Officer));
        await house.Acts.Do(new DirectoryChange { Agency = officer.Agency, RecallOfficer = new RecallOfficer { Officer = officer.Name } });
        Assert.Equal(StatusCode.NotFound, (await desk.Send(Look(play.Victim))).Status);
    }

    [Fact]
    public async Task A_key_speaks_for_its_own_agency_alone_and_suspended_for_nobody()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = key.ExportSubjectPublicKeyInfo();
        var id = Tokens.KeyOf(spki)!.KeyId;
        var forge = new Forge(house.Registry, Officers.Court);
        string Token(Action<Dictionary<string, object>>? change = null)
        {
            var claims = forge.Claims();
            claims["iss"] = "urn:issuer:court";
            change?.Invoke(claims);
            return Forge.SignedWith(key, id, claims);
        }

        Assert.Equal("TOKEN_NOT_VALID", await ReasonOf(Token()));
        await house.Acts.Do(new DirectoryChange { Agency = "TAND-TTH", AddKey = new AddKey { Issuer = "urn:issuer:court", PublicKey = Convert.ToBase64String(spki) } });

        Assert.Equal("NOT_FOUND", await ReasonOf(Token()));
        Assert.Equal("TOKEN_NOT_VALID", await ReasonOf(Token(claims => claims["agency"] = "CA-TTH")));
        Assert.Equal("TOKEN_NOT_VALID", await ReasonOf(Token(claims => claims["iss"] = forge.Claims()["iss"])));
        Assert.Equal("TOKEN_NOT_VALID", await ReasonOf(forge.Signed(new Dictionary<string, object>(forge.Claims()) { ["iss"] = "urn:issuer:court" })));

        await house.Acts.Do(new DirectoryChange { Agency = "TAND-TTH", SuspendKey = new SuspendKey { Key = id } });
        Assert.Equal("TOKEN_NOT_VALID", await ReasonOf(Token()));
        Assert.True(Assert.Single((await house.Acts.Directory("TAND-TTH")).Keys).Suspended);
    }

    [Fact]
    public async Task A_successor_that_does_not_exist_is_refused_with_the_rule_in_both_languages()
    {
        var answer = await house.Acts.Propose(new DirectoryChange { Agency = "DBP-HONGVAN", SucceedAgency = new SucceedAgency { Successor = "DBP-XYZ", From = BorderReturn.Day } });

        Assert.Equal((StatusCode.FailedPrecondition, "SUCCESSOR_UNKNOWN"), (answer.Status, answer.Reason));
        Assert.Contains("Cơ quan kế thừa", answer.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("successor", answer.Text("en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agency", "ca tth")]
    [InlineData("change", "CA-TTH")]
    public async Task A_change_that_has_no_shape_is_told_by_field(string field, string agency)
    {
        var answer = await house.Acts.Propose(new DirectoryChange { Agency = agency });

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), (answer.Status, answer.Reason));
        Assert.Contains(field, answer.Fields);
    }

    [Fact]
    public async Task No_agency_brings_a_key_under_the_name_of_the_registrys_own_issuer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var change = new AddKey { Issuer = house.Registry.IssuerSecrets().Issuer, PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) };

        var answer = await house.Acts.Propose(new DirectoryChange { Agency = "TAND-TTH", AddKey = change });

        Assert.Equal(["change.issuer"], answer.Fields);
    }

    internal static DirectoryChange Officer(string agency, string officer) => new() { Agency = agency, EnrolOfficer = new EnrolOfficer { Officer = officer } };

    private static GetIdentityRequest Look(string person) => BorderReturn.Look(person, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

    private async Task<string> Reason(string agency, string officer, string scope = "identity.read")
    {
        using var desk = house.Registry.Desk(new Officer(agency, officer, scope));
        return (await desk.Send(Look(BorderReturn.NewId()))).Reason;
    }

    private async Task<string> ReasonOf(string token)
    {
        using var desk = new Desk(house.Registry.Grpc, () => token);
        return (await desk.Send(Look(BorderReturn.NewId()))).Reason;
    }
}

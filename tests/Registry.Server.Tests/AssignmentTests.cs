using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Assignments and explanations over real gRPC.</summary>
[Collection(nameof(Workplace))]
public sealed class AssignmentTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private const string Basis = "RULE-ASSIGNMENT";
    private static readonly Officer Head = Officers.Labour.WithEveryScope();
    private static readonly Officer Assigned = Head with { Name = "sldtbxh-tth/21" };

    [Fact]
    public async Task Only_the_assigned_officer_sees_more_than_her_status_until_another_officer_revokes_it()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var head = workplace.Registry.Desk(Head);
        using var assigned = workplace.Registry.Desk(Assigned);
        using var inspector = workplace.Registry.Desk(Officers.Inspector);
        var nobody = await head.Send(Look(BorderReturn.NewId()));
        var version = play.VersionOf(play.Victim);

        var given = await head.Send(Giving(play.Victim, version, Assigned.Name));

        Assert.Equal(version, given.Expect<AssignResponse>().Version);
        Assert.Equal(nobody.Fingerprint, (await head.Send(Look(play.Victim))).Fingerprint);
        Assert.Equal(StatusCode.OK, (await head.Send(Look(play.Victim, "status"))).Status);
        var seen = await assigned.Send(Look(play.Victim));
        Assert.Equal(People.Victim().FullName, seen.Expect<GetIdentityResponse>().Person.FullName);
        var could = (await inspector.Send(new WhoCouldReadRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), PersonId = play.Victim }))
            .Expect<WhoCouldReadResponse>().Readers;
        Assert.All(could, reader => Assert.Equal(reader.Agency == Head.Agency ? 1 : 0, reader.AssignedOfficers));
        Assert.Contains(could, reader => reader.Agency == Head.Agency);
        foreach (var record in (string[])[given.RecordId, seen.RecordId])
        {
            var replayed = await inspector.Send(new ReplayDecisionRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = record });
            Assert.Equal(ReplayVerdict.Reproduced, replayed.Expect<ReplayDecisionResponse>().Verdict);
        }

        Assert.Equal("ASSIGNMENT_OF_YOURSELF", (await assigned.Send(Taking(play.Victim, version, Assigned.Name))).Reason);
        Assert.Equal(version, (await head.Send(Taking(play.Victim, version, Assigned.Name))).Expect<RevokeAssignmentResponse>().Version);
        Assert.Equal(nobody.Fingerprint, (await head.Send(Look(play.Victim))).Fingerprint);
        Assert.Equal(StatusCode.OK, (await assigned.Send(Look(play.Victim))).Status);
        (await assigned.Send(Giving(play.Victim, version, Head.Name))).Expect<AssignResponse>();
        Assert.Equal(StatusCode.OK, (await head.Send(Look(play.Victim))).Status);
        var lines = (await Lines.Of(workplace.Registry, 0)).Where(line => line.Content.Assigns == Assigned.Name && line.Subject.ToString() == play.Victim).ToList();
        Assert.Contains(lines, line => line.Content.Kind == RecordKind.Intent && line.Id.ToString() == given.RecordId);
    }

    [Fact]
    public async Task Is_refused_by_name_for_another_day_and_for_whom_the_officer_may_not_name()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var head = workplace.Registry.Desk(Head);
        using var district = workplace.Registry.Desk(Officers.District.WithEveryScope());
        var badly = Giving(play.Victim, 1, "không phải mã");

        Assert.Equal(["officer"], (await head.Send(badly)).Fields);
        Assert.Equal("ASSIGNMENT_OF_YOURSELF", (await head.Send(Giving(play.Victim, play.VersionOf(play.Victim), Head.Name))).Reason);
        var nobody = await district.Send(Giving(BorderReturn.NewId(), 1, "x"));
        Assert.Equal((StatusCode.NotFound, nobody.Fingerprint), (nobody.Status, (await district.Send(Giving(play.Victim, 1, "x"))).Fingerprint));
    }

    [Fact]
    public async Task Whoever_sees_her_status_alone_finds_no_dossier_by_the_version_of_its_tasks()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/narrowed" }.Protected();
        using var head = workplace.Registry.Desk(Head);
        (await head.Send(Giving(play.Victim, play.VersionOf(play.Victim), Assigned.Name))).Expect<AssignResponse>();
        AcknowledgeTaskRequest Note(string person, long version) => new()
        {
            Context = BorderReturn.Why(Purpose.Protect, "QD22/2015-D5.5"),
            RequestId = BorderReturn.NewId(),
            SubjectId = person,
            TaskId = BorderReturn.NewId(),
            ExpectedVersion = version,
        };

        var nobody = await head.Send(Note(BorderReturn.NewId(), 1));

        Assert.Equal(StatusCode.NotFound, nobody.Status);
        for (var version = 1; version <= 12; version++)
            Assert.Equal(nobody.Fingerprint, (await head.Send(Note(play.Victim, version))).Fingerprint);
        using var assigned = workplace.Registry.Desk(Assigned);
        Assert.Equal("VERSION_MOVED", (await assigned.Send(Note(play.Victim, 99))).Reason);
    }

    [Fact]
    public async Task An_explanation_tells_the_rows_of_what_may_be_seen_and_one_rule_for_all_that_depends_on_her()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/explained" }.Protected();
        using var police = workplace.Registry.Desk(Officers.Police.WithEveryScope());
        using var district = workplace.Registry.Desk(Officers.District.WithEveryScope());
        var before = await Lines.Count(workplace.Registry);

        var hers = await police.Send(Explaining(play.Victim, Purpose.Protect));
        var nobodys = await police.Send(Explaining(BorderReturn.NewId(), Purpose.Protect));
        var strangers = await district.Send(Explaining(play.Victim, Purpose.ReceiveReturnee));
        var nobody = await district.Send(Explaining(BorderReturn.NewId(), Purpose.ReceiveReturnee));

        var told = hers.Expect<ExplainAccessResponse>();
        Assert.Equal([FieldClass.IdentityMinimum], told.Permitted.Select(one => one.Explained));
        Assert.Equal(("N2K-13", "QD22/2015-D6.4"), (told.Permitted[0].Rule, told.Permitted[0].Source));
        Assert.Equal([(FieldClass.CurrentPlace, "N2K-NONE"), (FieldClass.Evidence, "N2K-UNDECLARED")], told.Refused.Select(one => (one.Explained, one.Rule)));
        Assert.Equal("N2K-NONE", nobodys.Expect<ExplainAccessResponse>().Refused.Single(one => one.Explained == FieldClass.IdentityMinimum).Rule);
        Assert.Equal(nobody.Fingerprint, strangers.Fingerprint);
        Assert.Equal(hers.Fingerprint, (await police.Send(Explaining(play.Victim, Purpose.Protect))).Fingerprint);
        var lines = (await Lines.Of(workplace.Registry, before)).Where(line => line.Content.Method == "AccessService/ExplainAccess").ToList();
        Assert.Equal(5, lines.Count);
        Assert.All(lines, line => Assert.Equal((RecordKind.Intent, 3, 0), (line.Content.Kind, line.Content.Asked.Length, line.Content.Granted.Count)));
        Assert.Contains("asked_classes", (await police.Send(new ExplainAccessRequest
        {
            Context = BorderReturn.Why(Purpose.Protect, "QD22/2015-D6.4"),
            PersonId = play.Victim,
            AskedClasses = { FieldClass.Envelope },
        })).Fields);
    }

    private static AssignRequest Giving(string person, long version, string officer) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Officer = officer,
    };

    private static RevokeAssignmentRequest Taking(string person, long version, string officer) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Officer = officer,
    };

    private static ExplainAccessRequest Explaining(string person, Purpose purpose) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D6.4"),
        PersonId = person,
        AskedClasses = { FieldClass.IdentityMinimum, FieldClass.CurrentPlace, FieldClass.Evidence },
    };

    private static GetIdentityRequest Look(string person, params string[] fields) =>
        BorderReturn.Look(person, Purpose.ReceiveReturnee, Basis, fields.Length > 0 ? fields : ["full_name"]);
}

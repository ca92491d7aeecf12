using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Duties over the wire: a task of whoever has the next step, for its purpose, until the step is taken; and what is wrong with a request, in the caller's language.</summary>
[Collection(nameof(Workplace))]
public sealed class DutyTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task The_police_at_the_gate_owe_the_certificate_of_repatriation_until_it_is_on_the_file()
    {
        using var play = await Play("duty/1", one => one.Received());
        using var police = Inbox.Of(workplace.Registry, Officers.Police);
        var owed = Assert.Single(await police.About(play.Victim), task => task.Duty == DutyKind.IssueRepatriation);
        Assert.Equal(("DL-REPAT", BorderReturn.Day, TaskState.DueSoon), (owed.Rule, owed.DueOn, owed.State));

        (await police.Desk.Send(new AddDocumentRequest
        {
            Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.1"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = owed.Version,
            Kind = PaperKind.RepatriationCertificate,
            Number = Canaries.BirthPaper,
            IssuedOn = BorderReturn.Day,
            Issuer = Canaries.PaperIssuer,
        })).Expect<AddDocumentResponse>();

        Assert.DoesNotContain(await police.About(play.Victim), task => task.Duty == DutyKind.IssueRepatriation);
    }

    [Fact]
    public async Task A_file_of_support_is_a_task_of_whoever_has_the_next_step_and_of_nobody_else()
    {
        var officer = new Officer("UBND-ALUOI", "ubnd-aluoi/2", Officers.EveryScope);
        using var play = await Play("duty/2", one => one.HandedOver());
        using var district = Inbox.Of(workplace.Registry, officer, Purpose.Support);
        using var labour = Inbox.Of(workplace.Registry, Officers.Labour, Purpose.Support);
        using var centre = Inbox.Of(workplace.Registry, Officers.Centre, Purpose.Support);
        var supports = new Supports(play.Victim) { Version = play.VersionOf(play.Victim) };

        var proposed = (await play.At(Officers.Centre).Send(supports.Propose(SupportKind.Vocational, Officers.Labour, officer.Agency))).Expect<ProposeSupportResponse>();
        supports.Version = proposed.Version;
        Assert.Equal([DutyKind.AppraiseSupport], await Duties(district, play.Victim));
        Assert.DoesNotContain(DutyKind.ApproveSupport, await Duties(labour, play.Victim));

        supports.Version = (await district.Desk.Send(supports.Appraise(proposed.SupportId))).Expect<AppraiseSupportResponse>().Version;
        Assert.Empty(await Duties(district, play.Victim));
        Assert.Equal([DutyKind.ApproveSupport], await Duties(labour, play.Victim));

        supports.Version = (await labour.Desk.Send(supports.Approve(proposed.SupportId))).Expect<ApproveSupportResponse>().Version;
        Assert.Empty(await Duties(labour, play.Victim));
        Assert.Equal([DutyKind.DeliverSupport], await Duties(centre, play.Victim));
    }

    [Theory]
    [InlineData("vi", "một UUID viết thường có dấu gạch nối")]
    [InlineData("en", "a UUID in lower case with hyphens")]
    public async Task What_is_wrong_with_a_field_is_told_in_the_callers_language(string language, string expected)
    {
        using var desk = new Desk(workplace.Registry.Grpc, () => workplace.Registry.Token(Officers.Post)) { Language = language };

        var answer = await desk.Send(BorderReturn.Look("số một", Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));

        Assert.Equal(StatusCode.InvalidArgument, answer.Status);
        var bad = answer.Rich!.Details.Single(one => one.Is(Google.Rpc.BadRequest.Descriptor)).Unpack<Google.Rpc.BadRequest>();
        Assert.Equal(("person_id", expected), (Assert.Single(bad.FieldViolations).Field, bad.FieldViolations[0].Description));
    }

    private static async Task<DutyKind[]> Duties(Inbox inbox, string person) => [.. (await inbox.About(person)).Where(task => !task.Told).Select(task => task.Duty)];

    private async Task<BorderReturn> Play(string number, Func<BorderReturn, Task<BorderReturn>> until) =>
        await until(new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/" + number });
}

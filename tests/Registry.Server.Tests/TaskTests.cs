using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Whoever is bound to act finds it, and nobody else; every page leaves a line about everybody on it.</summary>
[Collection(nameof(Workplace))]
public sealed class TaskTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task An_announced_return_is_a_task_of_those_it_is_addressed_to_until_they_take_note()
    {
        using var play = new BorderReturn(workplace.Registry);
        using var labour = Inbox.Of(workplace.Registry, Officers.Labour);
        using var police = Inbox.Of(workplace.Registry, Officers.Police);
        var announced = await Announce(play);

        var task = Assert.Single(await labour.About(announced.AnnouncementId));
        Assert.Equal((DutyKind.AcknowledgeAnnouncement, TaskState.DueSoon, "TASK-ANNOUNCED", false), (task.Duty, task.State, task.Rule, task.Told));
        Assert.Equal(BorderReturn.Day, task.DueOn);
        Assert.Empty(await police.About(announced.AnnouncementId));

        await play.At(Officers.Labour).Victims.AcknowledgeAnnouncementAsync(
            new AcknowledgeAnnouncementRequest
            {
                Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
                RequestId = BorderReturn.NewId(),
                AnnouncementId = announced.AnnouncementId,
                ExpectedVersion = announced.Version,
            }, play.At(Officers.Labour).Options);
        var awaited = Assert.Single(await labour.About(announced.AnnouncementId));
        Assert.Equal((DutyKind.AwaitReturn, BorderReturn.Day), (awaited.Duty, awaited.DueOn));
        Assert.Equal(StatusCode.OK, (await labour.Desk.Send(labour.Note(awaited))).Status);
        Assert.Empty(await labour.About(announced.AnnouncementId));
    }

    [Fact]
    public async Task A_page_leaves_a_line_of_its_own_and_one_about_everybody_on_it_before_it_is_sent()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var police = Inbox.Of(workplace.Registry, Officers.Police, Purpose.VerifyIdentity);
        var before = await Lines.Count(workplace.Registry);

        var answer = await police.Desk.Send(new ListTasksRequest { Context = police.Why() });

        var tasks = answer.Expect<ListTasksResponse>().Tasks;
        Assert.Contains(tasks, task => task.Duty == DutyKind.Verify && task.Rule == "DL-VERIFY-2");
        var lines = await Lines.Of(workplace.Registry, before);
        Assert.Equal(answer.RecordId, lines[0].Id.ToString());
        Assert.Equal(Guid.Empty, lines[0].Subject);
        Assert.All(lines, line => Assert.Equal((RecordKind.Intent, "TaskService/ListTasks"), (line.Content.Kind, line.Content.Method)));
        Assert.Equal(
            tasks.Select(task => task.SubjectId).Distinct().Order(StringComparer.Ordinal),
            lines.Skip(1).Select(line => line.Subject.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strangers_get_the_same_empty_lists_whatever_happens()
    {
        foreach (var officer in (Officer[])[Officers.District, Officers.Court, Officers.Population])
        {
            using var inbox = Inbox.Of(workplace.Registry, officer);
            using var play = new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/" + officer.Agency };
            var before = await Fingerprints(inbox);
            await play.Guarded();
            Assert.Equal(before, await Fingerprints(inbox));
        }
    }

    [Fact]
    public async Task A_request_for_a_measure_is_seen_by_whom_it_is_addressed_to_and_not_by_those_who_received_her()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/t" }.Protected();
        using var centre = Inbox.Of(workplace.Registry, Officers.Centre, Purpose.ProtectExecute);
        using var post = Inbox.Of(workplace.Registry, Officers.Post, Purpose.ProtectExecute);

        var orders = await centre.About(play.Victim);

        Assert.Equal(4, orders.Count(task => task.Duty == DutyKind.CarryOut));
        Assert.Empty(await post.About(play.Victim));
        var noted = (await centre.Desk.Send(centre.Note(orders[0]))).Expect<AcknowledgeTaskResponse>();
        Assert.Equal(orders[0].Version, noted.Version);
        Assert.DoesNotContain(await centre.About(play.Victim), task => task.TaskId == orders[0].TaskId);
    }

    [Fact]
    public async Task Taking_note_is_an_act_of_whose_task_it_is_and_the_same_request_gives_the_same_answer()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var police = Inbox.Of(workplace.Registry, Officers.Police, Purpose.VerifyIdentity);
        using var stranger = Inbox.Of(workplace.Registry, Officers.District, Purpose.VerifyIdentity);
        var task = Assert.Single(await police.About(play.Victim), task => task.Duty == DutyKind.Verify);
        var note = police.Note(task);

        Assert.Equal(StatusCode.NotFound, (await stranger.Desk.Send(note)).Status);
        var first = (await police.Desk.Send(note)).Expect<AcknowledgeTaskResponse>();
        Assert.Equal(first, (await police.Desk.Send(note)).Expect<AcknowledgeTaskResponse>());

        var marked = Assert.Single(await police.About(play.Victim), one => one.TaskId == task.TaskId);
        Assert.True(marked.Acknowledged);
        Assert.Equal("TASK_ALREADY_ACKNOWLEDGED", (await police.Desk.Send(police.Note(marked))).Reason);
        var none = police.Note(marked);
        none.TaskId = BorderReturn.NewId();
        Assert.Equal((StatusCode.FailedPrecondition, "TASK_NOT_YOURS"), await StatusOf(police.Desk.Send(none)));
        var early = police.Note(marked);
        early.ExpectedVersion++;
        Assert.Equal("VERSION_MOVED", (await police.Desk.Send(early)).Reason);
    }

    [Fact]
    public async Task My_cases_are_those_with_an_open_relation_page_by_page_each_once()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/m" }.HandedOver();

        var whole = await Cases(Officers.Centre, Purpose.Care, 0);
        var paged = await Cases(Officers.Centre, Purpose.Care, 1);

        Assert.Equal(whole, paged);
        Assert.Equal(whole.Count, whole.Select(one => one.PersonId).Distinct().Count());
        var hers = Assert.Single(whole, one => one.PersonId == play.Victim);
        Assert.Equal((PersonKind.Victim, VerificationOutcome.Confirmed), (hers.Kind, hers.Verification));
        Assert.Contains(whole, one => one.PersonId == play.Daughter);
        Assert.DoesNotContain(whole, one => one.PersonId == play.Sister);
        Assert.Empty(await Cases(Officers.District, Purpose.ReceiveReturnee, 0));
    }

    [Fact]
    public async Task A_page_token_of_another_officer_or_purpose_is_none()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var post = workplace.Registry.Desk(Officers.Post.WithEveryScope());
        using var police = workplace.Registry.Desk(Officers.Police.WithEveryScope());
        ListMyCasesRequest Asking(Purpose purpose, string token) =>
            new() { Context = BorderReturn.Why(purpose, "QD22/2015-D6.3"), PageSize = 1, PageToken = token };
        var token = (await post.Send(Asking(Purpose.ReceiveReturnee, ""))).Expect<ListMyCasesResponse>().NextPageToken;

        Assert.NotEmpty(token);
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), await StatusOf(police.Send(Asking(Purpose.ReceiveReturnee, token))));
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), await StatusOf(post.Send(Asking(Purpose.Referral, token))));
        Assert.Equal(StatusCode.OK, (await post.Send(Asking(Purpose.ReceiveReturnee, token))).Status);
    }

    private static async Task<(StatusCode, string)> StatusOf(Task<Answer> sent) => await sent is var answer ? (answer.Status, answer.Reason) : default;

    private async Task<List<MyCase>> Cases(Officer officer, Purpose purpose, int pageSize)
    {
        using var desk = workplace.Registry.Desk(officer.WithEveryScope());
        var (cases, token) = (new List<MyCase>(), "");
        do
        {
            var page = await desk.Victims.ListMyCasesAsync(
                new ListMyCasesRequest { Context = BorderReturn.Why(purpose, "QD22/2015-D6.3"), PageSize = pageSize, PageToken = token }, desk.Options);
            cases.AddRange(page.Cases);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return cases;
    }

    private static async Task<List<string>> Fingerprints(Inbox inbox) =>
    [
        (await inbox.Desk.Send(new ListTasksRequest { Context = inbox.Why() })).Fingerprint,
        (await inbox.Desk.Send(new ListMyCasesRequest { Context = inbox.Why() })).Fingerprint,
    ];

    private static async Task<AnnounceReturnResponse> Announce(BorderReturn play) => await play.At(Officers.Police).Victims.AnnounceReturnAsync(
        new AnnounceReturnRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
            RequestId = BorderReturn.NewId(),
            EntryPoint = Canaries.Gate,
            Channel = ReturnChannel.BilateralAgreement,
            ExpectedOn = BorderReturn.Day,
            Persons = 2,
            Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
        }, play.At(Officers.Police).Options);
}

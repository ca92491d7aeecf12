using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A woman whom only a border post has: until something is settled about her, one agency at a time is bound to the next step, and strangers learn nothing of it.</summary>
[Collection(nameof(Workplace))]
public sealed class UnsettledTests(Workplace workplace) : IClassFixture<Verified<Workplace>>, IDisposable
{
    private static readonly Officer[] Parties = [Officers.Post, Officers.AluoiPolice, Officers.Police, Officers.District, Officers.Labour, Officers.Centre, Officers.Population];

    private readonly List<Inbox> inboxes =
        [.. Parties.SelectMany(officer => new[] { Purpose.ReceiveReturnee, Purpose.VerifyIdentity }.Select(purpose => Inbox.Of(workplace.Registry, officer, purpose)))];

    private string person = "";
    private long version;

    [Fact]
    public async Task Received_by_a_border_post_found_inconclusively_asked_again_and_confirmed_she_always_has_one_agency_that_is_bound()
    {
        await TheBorderPostHasHer();
        Assert.Equal(["DBP-HONGVAN AskVerification TASK-ASK 2016-03-04"], await Bound());
        Assert.Equal(StatusCode.NotFound, (await Desk(Officers.Post).Send(Finds(VerificationOutcome.Confirmed, Purpose.ReceiveReturnee))).Status);
        var first = await TaskOf(Officers.Post);

        await Do<RequestVerificationResponse>(Officers.Post, Asks(Officers.AluoiPolice));
        Assert.Equal(["CA-ALUOI Verify DL-VERIFY 2016-03-21"], await Bound());

        await Do<RecordVerificationResultResponse>(Officers.AluoiPolice, Finds(VerificationOutcome.Inconclusive));
        Assert.Equal(["DBP-HONGVAN AskVerification TASK-ASK 2016-03-04"], await Bound());
        Assert.NotEqual(first.TaskId, (await TaskOf(Officers.Post)).TaskId);
        Assert.Equal(StatusCode.NotFound, (await Desk(Officers.District).Send(Asks(Officers.Police))).Status);

        await Do<RequestVerificationResponse>(Officers.Post, Asks(Officers.Police));
        Assert.Equal(["CA-TTH Verify DL-VERIFY-2 2016-03-21"], await Bound());

        await Do<RecordVerificationResultResponse>(Officers.Police, Finds(VerificationOutcome.Confirmed));
        Assert.Empty(await Bound());
    }

    [Fact]
    public async Task Taking_note_of_the_duty_to_ask_does_not_end_it_and_a_closing_does()
    {
        await TheBorderPostHasHer();
        var post = inboxes[0];
        version = (await post.Desk.Send(post.Note(await TaskOf(Officers.Post)))).Expect<AcknowledgeTaskResponse>().Version;
        Assert.True((await TaskOf(Officers.Post)).Acknowledged);

        await Do<CloseCaseResponse>(Officers.Post, new CloseCaseRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            PersonId = person,
            ExpectedVersion = version,
            Ground = ClosingGround.Left,
            Reason = Canaries.ClosingReason,
        });

        Assert.Empty(await Bound());
    }

    public void Dispose() => inboxes.ForEach(inbox => inbox.Dispose());

    private async Task TheBorderPostHasHer()
    {
        person = (await Do<RegisterVictimResponse>(Officers.Post, new RegisterVictimRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            EntryPoint = Canaries.Gate,
            Channel = ReturnChannel.BilateralAgreement,
            Person = People.Stranger(),
        })).PersonId;
        await Do<RecordReceptionResponse>(Officers.Post, new RecordReceptionRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            PersonId = person,
            ExpectedVersion = version,
            Lead = true,
            Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = BorderReturn.Day },
        });
    }

    private RequestVerificationRequest Asks(Officer of) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Addressee = of.Agency,
        RequestNumber = Canaries.VerificationRequestNumber,
    };

    private RecordVerificationResultRequest Finds(VerificationOutcome outcome, Purpose purpose = Purpose.VerifyIdentity) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D6.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Outcome = outcome,
        EvidenceSources = { EvidenceSource.Witness },
        AnswerNumber = Canaries.AnswerNumber,
        Reason = Canaries.FindingReason,
    };

    private Desk Desk(Officer officer) => inboxes[Array.IndexOf(Parties, officer) * 2].Desk;

    private async Task<TResponse> Do<TResponse>(Officer officer, IMessage request)
        where TResponse : class, IMessage
    {
        var answer = (await Desk(officer).Send(request)).Expect<TResponse>();
        version = (long)answer.Descriptor.FindFieldByName("version").Accessor.GetValue(answer);
        return answer;
    }

    private async Task<CaseTask> TaskOf(Officer officer) =>
        Assert.Single(await inboxes[Array.IndexOf(Parties, officer) * 2].About(person), task => task.Duty == DutyKind.AskVerification);

    /// <summary>Who of all parties has a task about her that settles who she is, from their own lists: agency, duty, rule and last day.</summary>
    private async Task<List<string>> Bound()
    {
        var bound = new List<string>();
        foreach (var (index, inbox) in inboxes.Index())
            bound.AddRange((await inbox.About(person)).Where(task => !task.Told && task.Duty is DutyKind.Verify or DutyKind.AskVerification)
                .Select(task => $"{Parties[index / 2].Agency} {task.Duty} {task.Rule} {task.DueOn.Year}-{task.DueOn.Month:00}-{task.DueOn.Day:00}"));
        return bound;
    }
}

using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The same request twice, at once, and two different ones for the same version.</summary>
[Collection(nameof(Workplace))]
public sealed class RepeatedRequestTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task The_same_request_again_gives_the_same_answer_one_stream_and_its_own_lines()
    {
        using var desk = workplace.Registry.Desk(Officers.Post);
        var request = Registration();
        var first = await desk.Victims.RegisterVictimAsync(request, desk.Options);
        await Settled();
        var streams = await Streams();
        var lines = await Lines.Count(workplace.Registry);

        var second = await desk.Victims.RegisterVictimAsync(request, desk.Options);

        Assert.Equal(first, second);
        Assert.Equal(streams, await Streams());
        var left = await Lines.Of(workplace.Registry, lines);
        Assert.Equal([RecordKind.Intent, RecordKind.Outcome], left.Select(line => line.Content.Kind));
        Assert.Equal(["OK", "REPEATED"], left.Select(line => line.Content.Outcome));
        Assert.All(left, line => Assert.Equal(first.PersonId, line.Subject.ToString()));
    }

    [Fact]
    public async Task Another_body_under_the_same_id_is_refused_with_a_line()
    {
        using var desk = workplace.Registry.Desk(Officers.Post);
        var request = Registration();
        await desk.Victims.RegisterVictimAsync(request, desk.Options);
        await Settled();
        var streams = await Streams();
        var lines = await Lines.Count(workplace.Registry);
        request.Person.FullName = Canaries.StrangerName;

        var answer = await desk.Send(request);

        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (answer.Status, answer.Reason));
        Assert.Equal(["request_id"], answer.Fields);
        Assert.Equal(streams, await Streams());
        Assert.Equal("REQUEST_ID_REUSED", Assert.Single(await Lines.Of(workplace.Registry, lines)).Content.Outcome);
    }

    [Fact]
    public async Task The_request_id_of_one_officer_says_nothing_to_another()
    {
        using var desk = workplace.Registry.Desk(Officers.Post);
        using var colleague = workplace.Registry.Desk(Officers.Post with { Name = "dbp-hongvan/9" });
        var request = Registration();

        var first = await desk.Victims.RegisterVictimAsync(request, desk.Options);
        var second = await colleague.Victims.RegisterVictimAsync(request, colleague.Options);

        Assert.NotEqual(first.PersonId, second.PersonId);
    }

    [Fact]
    public async Task Twenty_twins_at_once_make_one_person_and_get_one_answer()
    {
        using var desk = workplace.Registry.Desk(Officers.Post);
        var request = Registration();
        var streams = await Streams();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Send(request)));

        Assert.All(answers, answer => Assert.Equal(StatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Expect<RegisterVictimResponse>()).Distinct());
        Assert.Equal(streams + 1, await Streams());
    }

    [Fact]
    public async Task Twin_relatives_at_once_make_one_relative()
    {
        using var play = await new BorderReturn(workplace.Registry).Registered();
        var streams = await Streams();
        var request = new AddRelativeRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            VictimId = play.Victim,
            ExpectedVersion = play.VersionOf(play.Victim),
            Kinship = Kinship.Sibling,
            Person = People.Sister(),
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => play.At(Officers.Post).Send(request)));
        var again = (await play.At(Officers.Post).Send(request)).Expect<AddRelativeResponse>();

        Assert.Equal(streams + 1, await Streams());
        Assert.All(answers, answer => Assert.True(
            answer.Status == StatusCode.Aborted || answer.Expect<AddRelativeResponse>().Equals(again), $"{answer.Status} {answer.Reason}"));
    }

    [Fact]
    public async Task A_certificate_issued_again_by_the_same_request_has_the_same_code_and_one_number_serves_once()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        var police = play.At(Officers.Police);
        var verified = await police.Victims.RecordVerificationResultAsync(
            new RecordVerificationResultRequest
            {
                Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
                RequestId = BorderReturn.NewId(),
                PersonId = play.Victim,
                ExpectedVersion = play.VersionOf(play.Victim),
                Outcome = VerificationOutcome.Confirmed,
                EvidenceSources = { EvidenceSource.VictimStatement },
                AnswerNumber = Canaries.AnswerNumber,
            }, police.Options);
        var request = new IssueCertificateRequest
        {
            Context = BorderReturn.Why(Purpose.Certify, "QD22/2015-D6.2"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = verified.Version,
            CertificateNumber = Canaries.CertificateNumber + "/9",
        };

        var first = (await police.Send(request)).Expect<IssueCertificateResponse>();
        var second = (await police.Send(request)).Expect<IssueCertificateResponse>();

        Assert.Equal(first, second);
        Assert.True(first.ConsentCode.Length >= 16);

        using var other = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/8" }.Certified();
        request.PersonId = other.Victim;
        request.RequestId = BorderReturn.NewId();
        request.ExpectedVersion = other.VersionOf(other.Victim);
        Assert.Equal(StatusCode.FailedPrecondition, (await police.Send(request)).Status);
    }

    [Fact]
    public async Task Of_two_writers_on_one_version_one_wins_and_the_other_is_told()
    {
        using var play = await new BorderReturn(workplace.Registry).Registered();
        var version = play.VersionOf(play.Victim);

        var answers = await Task.WhenAll(
            play.At(Officers.Police).Send(Reception(play.Victim, version)), play.At(Officers.Labour).Send(Reception(play.Victim, version)));

        Assert.Equal([StatusCode.OK, StatusCode.Aborted], answers.Select(answer => answer.Status).Order());
        Assert.Equal("VERSION_MOVED", answers.Single(answer => answer.Status == StatusCode.Aborted).Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_version_that_is_not_the_newest_is_told(int away)
    {
        using var play = await new BorderReturn(workplace.Registry).Registered();
        await Settled();
        var lines = await Lines.Count(workplace.Registry);

        var answer = await play.At(Officers.Police).Send(Reception(play.Victim, play.VersionOf(play.Victim) + away));

        Assert.Equal(
            away < 0 ? (StatusCode.InvalidArgument, "REQUEST_NOT_VALID") : (StatusCode.Aborted, "VERSION_MOVED"), (answer.Status, answer.Reason));
        Assert.Equal(answer.Reason, (await Lines.Of(workplace.Registry, lines))[^1].Content.Outcome);
    }

    private static RecordReceptionRequest Reception(string person, long version) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = BorderReturn.Day },
    };

    private static RegisterVictimRequest Registration() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        Person = People.Victim(),
    };

    private async Task<long> Streams() => (long)(await workplace.Registry.Tamper("select count(*) from events.mt_streams"))!;

    /// <summary>No outcome line is owed any more, so that the lines of what follows can be counted.</summary>
    private async Task Settled() => Assert.Empty(await new OutboxCheck(workplace.Registry).Findings());
}

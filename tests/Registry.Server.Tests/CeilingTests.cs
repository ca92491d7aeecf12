using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>How much one officer can ask for in a minute. Where a minute turns in mid-test the second one meets the ceiling.</summary>
[Collection(nameof(LowCeilings))]
public sealed class CeilingTests(LowCeilings ceilings) : IClassFixture<Verified<LowCeilings>>
{
    [Fact]
    public async Task Beyond_the_ceiling_of_calls_an_officer_is_refused_with_a_line()
    {
        var register = new RegisterVictimRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            EntryPoint = Canaries.Gate,
            Channel = ReturnChannel.BilateralAgreement,
            Person = People.Victim(),
        };
        using var desk = ceilings.Registry.Desk(Officers.Post);
        var person = (await desk.Send(register)).Expect<RegisterVictimResponse>().PersonId;

        await IsStopped(Officers.Post, LowCeilings.Calls, () => BorderReturn.Look(person, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"), StatusCode.OK);
    }

    [Fact]
    public async Task Beyond_the_ceiling_of_misses_an_officer_is_refused_with_a_line() =>
        await IsStopped(
            Officers.District, LowCeilings.Misses, () => BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"),
            StatusCode.NotFound);

    [Fact]
    public async Task One_officers_ceiling_is_not_another_ones()
    {
        await IsStopped(
            Officers.Court, LowCeilings.Misses, () => BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D6.1", "full_name"), StatusCode.NotFound);
        using var colleague = ceilings.Registry.Desk(Officers.Court with { Name = "tand-tth/2" });

        var answer = await colleague.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D6.1", "full_name"));

        Assert.Equal(StatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task A_burst_of_calls_that_are_under_way_together_gets_no_more_misses_than_the_ceiling()
    {
        for (var n = 1; ; n++)
        {
            using var desk = ceilings.Registry.Desk(Officers.Centre with { Name = $"ttctxh-tth/{n}" });
            var minute = Minute;
            var answers = await Task.WhenAll(Enumerable.Range(0, LowCeilings.Calls).Select(_ => desk.Send(Miss())));

            // Where the minute turned in between, two ceilings were passed: once more, as another officer.
            if (minute != Minute && n < 5)
                continue;
            Assert.InRange(answers.Count(answer => answer.Status == StatusCode.NotFound), 1, LowCeilings.Misses);
            Assert.All(answers.Where(answer => answer.Status != StatusCode.NotFound), answer => Assert.Equal("CEILING_REACHED", answer.Reason));
            return;
        }
    }

    [Fact]
    public async Task Officers_whom_an_issuer_makes_up_share_the_ceiling_of_misses_of_their_agency() =>
        await AgencyIsStopped(Officers.Police, LowCeilings.Misses, Miss, StatusCode.NotFound);

    [Fact]
    public async Task Officers_share_the_ceiling_of_calls_of_their_agency() =>
        await AgencyIsStopped(
            Officers.Labour.WithEveryScope(), LowCeilings.Calls, () => new ListTasksRequest { Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1") }, StatusCode.OK);

    private static long Minute => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60;

    private static GetIdentityRequest Miss() => BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name");

    /// <summary>One made-up officer after the other asks as often as an officer may; one of them is stopped before, and another agency is not.</summary>
    private async Task AgencyIsStopped(Officer officer, int ceiling, Func<Google.Protobuf.IMessage> request, StatusCode below)
    {
        for (var n = 1; n < 20; n++)
        {
            using var desk = ceilings.Registry.Desk(officer with { Name = $"{officer.Name}-{n}" });
            for (var asked = 0; asked < ceiling; asked++)
            {
                var answer = await desk.Send(request());
                if (answer.Status == below)
                    continue;
                Assert.Equal("CEILING_REACHED", answer.Reason);
                using var other = ceilings.Registry.Desk(officer with { Agency = Officers.Command.Agency });
                Assert.Equal(below, (await other.Send(request())).Status);
                return;
            }
        }

        Assert.Fail("No officer of the agency was stopped below her own ceiling.");
    }

    private async Task IsStopped(Officer officer, int ceiling, Func<GetIdentityRequest> request, StatusCode below)
    {
        using var desk = ceilings.Registry.Desk(officer);
        var lines = await Lines.Count(ceilings.Registry);
        var answers = new List<Answer>();
        do
            answers.Add(await desk.Send(request()));
        while (answers[^1].Status == below && answers.Count <= 3 * ceiling);

        Assert.Equal((StatusCode.ResourceExhausted, "CEILING_REACHED"), (answers[^1].Status, answers[^1].Reason));
        var last = (await Lines.Of(ceilings.Registry, lines)).Single(line => line.Id.ToString() == answers[^1].RecordId);
        Assert.Equal(("CEILING_REACHED", officer.Name), (last.Content.Outcome, last.Content.Officer));
    }
}

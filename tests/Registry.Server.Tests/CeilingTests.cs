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

using Grpc.Core;
using Registry.Server.Hosting;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The directory outlives its processes, and where it cannot be read nobody acts.</summary>
public sealed class DirectoryFaultTests
{
    [Fact]
    public async Task What_was_decided_stands_after_a_restart_and_no_start_names_other_administrators()
    {
        await using var registry = await RunningRegistry.Start(administered: true);
        using (var acts = new Administration(registry))
            await acts.Do(new DirectoryChange { Agency = "CA-NAMDONG", SuspendAgency = new SuspendAgency() });
        await registry.StopServer();
        await registry.StartServer();

        Assert.Equal("AGENCY_SUSPENDED", (await Ask(registry)).Reason);
        await registry.VerifyEverything();

        var others = await Assert.ThrowsAsync<StartRefusedException>(() => registry.SecondServer(["admin-1", "mallory"]));
        Assert.Contains("FirstAdministrators", others.Message, StringComparison.Ordinal);
        var one = await Assert.ThrowsAsync<StartRefusedException>(() => registry.SecondServer(["admin-1"]));
        Assert.Contains("two different persons", one.Message, StringComparison.Ordinal);

        // Somebody puts the row away to make the suspension forgotten: nobody acts, and no process starts.
        await registry.Tamper($"delete from registry.subject where subject_id = '{Domain.Agencies.DirectoryState.Subject}'");
        await Task.Delay(Enrolment.DirectoryWatch.Bound);
        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), ((await Ask(registry)).Status, (await Ask(registry)).Reason));
        var gone = await Assert.ThrowsAsync<StartRefusedException>(() => registry.SecondServer());
        Assert.Contains("took the record away", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_a_succession_on_the_successor_sees_what_the_predecessor_saw_and_the_predecessor_is_nobody()
    {
        await using var registry = await RunningRegistry.Start(administered: true);
        using var acts = new Administration(registry);
        using var play = await new BorderReturn(registry).Registered();
        var post = new EnrolAgency { Kind = AgencyKind.BorderGuardPost, Under = "BCHBP-TTH", Area = "ALUOI", Vi = "Đồn Biên phòng mới", En = "New post", From = BorderReturn.Day };
        await acts.Do(new DirectoryChange { Agency = "DBP-MOI", EnrolAgency = post });
        await acts.Do(WhoMayActTests.Officer("DBP-MOI", "dbp-moi/1"));
        using var successor = registry.Desk(new Officer("DBP-MOI", "dbp-moi/1", "identity.read"));
        var look = BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");
        Assert.Equal(StatusCode.NotFound, (await successor.Send(look)).Status);

        await acts.Do(new DirectoryChange { Agency = "DBP-HONGVAN", SucceedAgency = new SucceedAgency { Successor = "DBP-MOI", From = BorderReturn.Day } });

        Assert.NotEmpty((await successor.Send(look)).Expect<GetIdentityResponse>().Person.FullName);
        Assert.Equal("TOKEN_NOT_VALID", (await play.At(Officers.Post).Send(look)).Reason);
        await registry.VerifyEverything();
    }

    [Fact]
    public async Task A_directory_that_is_back_before_the_refusal_is_told_makes_no_good_token_a_bad_one()
    {
        await using var registry = await RunningRegistry.Start();
        Assert.Equal(StatusCode.NotFound, (await Ask(registry)).Status);

        // The token is checked, and the pipeline asks, one after the other: each waits for the directory half a second.
        foreach (var seconds in (string[])["0.6", "0.75", "0.9"])
        {
            await Task.Delay(Enrolment.DirectoryWatch.Bound);
            var held = registry.Tamper($"do $$ begin lock table registry.subject; perform pg_sleep({seconds}); end $$");
            var answers = new List<Answer>();
            while (!held.IsCompleted)
                answers.Add(await Ask(registry));
            await held;

            Assert.All(answers, answer => Assert.Contains(answer.Status, (StatusCode[])[StatusCode.NotFound, StatusCode.Unavailable]));
        }

        await registry.VerifyEverything();
    }

    private static async Task<Answer> Ask(RunningRegistry registry)
    {
        using var desk = registry.Desk(Officers.District);
        return await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));
    }
}

using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A process that would not read the directory again for ever still tells and does nothing for whom another process suspended.</summary>
[Collection(nameof(Administered))]
public sealed class SuspendedAtCommitTests(Administered house) : IClassFixture<Verified<Administered>>
{
    [Fact]
    public async Task The_log_takes_no_line_of_a_caller_whom_another_process_suspended_since_she_was_proven()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        house.Registry.Time = new Standstill();
        await using var slow = await house.Registry.SecondServer();
        house.Registry.Time = TimeProvider.System;
        using var there = new Desk(slow.Addresses[0], () => house.Registry.Token(Officers.Post.WithEveryScope()));
        var look = BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");
        IReadOnlyList<Google.Protobuf.IMessage> calls = [look, new ListTasksRequest { Context = look.Context }, new ListMyCasesRequest { Context = look.Context }];
        (await there.Send(look)).Expect<GetIdentityResponse>();
        var before = await Lines.Count(house.Registry);

        foreach (var call in calls)
        {
            await house.Acts.Do(new DirectoryChange { Agency = Officers.Post.Agency, SuspendAgency = new SuspendAgency() });
            var refused = await there.Send(call);
            await house.Acts.Do(new DirectoryChange { Agency = Officers.Post.Agency, LiftAgency = new LiftAgency() });

            // The slow process believes in the suspension until it reads again, which it does when something else moves.
            Assert.Equal((StatusCode.PermissionDenied, "AGENCY_SUSPENDED"), (refused.Status, refused.Reason));
            await Lifted(slow);
        }

        var lines = (await Lines.Of(house.Registry, before)).Where(line => line.Content.Officer == Officers.Post.Name).ToList();
        // Lists had the line of the call itself, which grants nothing, before they came to her.
        Assert.All(lines, line => Assert.Empty(line.Content.Granted));
        Assert.Single(lines, line => line.Content.Outcome == "AGENCY_SUSPENDED");
        (await there.Send(look)).Expect<GetIdentityResponse>();
    }

    private static async Task Lifted(Hosting.RegistryServer slow) =>
        await ((Enrolment.DirectoryWatch)slow.Services.GetService(typeof(Enrolment.DirectoryWatch))!).Current(TestContext.Current.CancellationToken, atOnce: true);

    /// <summary>Its stopwatch moves by nanoseconds: nothing that was read is ever old.</summary>
    private sealed class Standstill : TimeProvider
    {
        private long ticks;

        public override long GetTimestamp() => Interlocked.Increment(ref ticks);
    }
}

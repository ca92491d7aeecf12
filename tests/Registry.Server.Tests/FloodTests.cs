using Grpc.Core;
using Npgsql;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>One agency floods while the log stalls: it fills its own share of the queue, and nobody else's calls are turned away.</summary>
[Collection(nameof(Breakable))]
public sealed class FloodTests(Breakable breakable) : IClassFixture<Verified<Breakable>>
{
    private RunningRegistry Registry => breakable.Registry;

    [Fact]
    public async Task An_agency_that_floods_a_log_that_stalls_is_told_to_try_again_and_another_one_gets_through()
    {
        using var play = await new BorderReturn(Registry).Registered();
        using var court = Registry.Desk(Officers.Court);
        using var police = Registry.Desk(Officers.Police);
        var log = Registry.Service<LogWriter>();
        var before = await Lines.Count(Registry);
        await using var session = new NpgsqlConnection(Registry.Superuser);
        await session.OpenAsync();
        await using (var locking = new NpgsqlCommand("begin; select 1 from access_log.tree_state for update", session))
            await locking.ExecuteNonQueryAsync();
        // In the first batch, which waits for the lock; everything after it waits in the queue.
        await court.Send(Nobody());

        // Wave after wave: a caller leaves after half a second, its line stays in the queue.
        var refused = new List<Answer>();
        for (var wave = 0; wave < 40 && refused.All(answer => answer.Reason != "BUSY"); wave++)
            refused.AddRange(await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => police.Send(Nobody()))));
        var full = log.Health.QueueDepth;
        var others = play.At(Officers.Post).Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));
        while (!others.IsCompleted && log.Health.QueueDepth == full)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await session.CloseAsync();

        var busy = refused.Where(answer => answer.Reason == "BUSY").ToList();
        Assert.NotEmpty(busy);
        Assert.All(busy, answer => Assert.Equal((StatusCode.ResourceExhausted, 1L), (answer.Status, answer.Detail<Google.Rpc.RetryInfo>()?.RetryDelay.Seconds)));
        Assert.All(refused.Except(busy), answer => Assert.Equal("UNAVAILABLE", answer.Reason));
        Assert.Equal(Breakable.AgencyLines, full);
        Assert.Equal(Canaries.VictimName, (await others).Expect<GetIdentityResponse>().Person.FullName);

        await Registry.Service<Pipeline.NobodysLines>().Flush();
        var counted = (await Lines.Of(Registry, before)).Single(line => line.Content.Outcome == $"too many lines of {Officers.Police.Agency} wait");
        Assert.Equal((RecordKind.Denial, busy.Count), (counted.Content.Kind, counted.Content.Count));
    }

    private static GetIdentityRequest Nobody() => BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D6.1", "full_name");
}

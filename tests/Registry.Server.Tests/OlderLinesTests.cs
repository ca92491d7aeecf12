using System.Text.Json;
using Grpc.Core;
using Registry.Server.Audit;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A log that is larger than what inspectors find ready: they are told so, and a record is opened all the same.</summary>
[Collection(nameof(Restarted))]
public sealed class OlderLinesTests(Restarted house) : IClassFixture<Verified<Restarted>>
{
    [Fact]
    public async Task A_list_and_the_queue_say_below_which_line_they_did_not_look_and_a_record_below_is_opened_by_its_id()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        var old = await Look();
        var before = (await inspector.Send(List())).Expect<ListAccessesResponse>();
        var index = house.Registry.Service<AccessIndex>();
        index.Capacity = 5;
        try
        {
            foreach (var _ in Enumerable.Range(0, 8))
                await Look();

            var list = (await inspector.Send(List())).Expect<ListAccessesResponse>();
            var queue = (await inspector.Send(new ListReviewQueueRequest { Context = Why() })).Expect<ListReviewQueueResponse>();
            var record = (await inspector.Send(new GetRecordRequest { Context = Why(), RecordId = old })).Expect<GetRecordResponse>();
            var nothing = await inspector.Send(new GetRecordRequest { Context = Why(), RecordId = BorderReturn.NewId() });

            Assert.Equal((0L, null), (before.KeptFromIndex, before.KeptSince));
            Assert.True(list.KeptFromIndex > record.Line.LeafIndex);
            Assert.True(list.KeptFromIndex <= list.Lines.Min(line => line.LeafIndex));
            Assert.NotNull(list.KeptSince);
            Assert.True(queue.KeptFromIndex >= list.KeptFromIndex && queue.KeptSince >= list.KeptSince);
            Assert.DoesNotContain(list.Lines, line => line.RecordId == old);
            Assert.Equal((old, "IdentityService/GetIdentity"), (record.Line.RecordId, record.Line.Method));
            Assert.StartsWith("c2sp.org/tlog-proof@v1\n", record.Proof, StringComparison.Ordinal);
            Assert.Equal(StatusCode.NotFound, nothing.Status);
        }
        finally
        {
            await house.Registry.StopServer();
            await house.Registry.StartServer();
        }
    }

    [Fact]
    public async Task What_inspectors_ask_for_is_opened_at_the_start_and_health_says_how_far_it_is()
    {
        await Look();
        await house.Registry.StopServer();
        await house.Registry.StartServer();
        using var http = new HttpClient();

        var index = house.Registry.Service<AccessIndex>();
        for (var triesLeft = 100; !index.Built && triesLeft > 0; triesLeft--)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.True(index.Built);
        string said;
        do
        {
            using var health = JsonDocument.Parse(await http.GetStringAsync(new Uri(house.Registry.Http, "/healthz"), TestContext.Current.CancellationToken));
            said = health.RootElement.GetProperty("inspection").GetString()!;
        }
        while (said.StartsWith("inspectors wait: the newest lines are being opened, ", StringComparison.Ordinal));

        Assert.Equal("inspectors are answered", said);
    }

    private async Task<string> Look()
    {
        using var desk = house.Registry.Desk(Officers.District);
        return (await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"))).RecordId;
    }

    private static ListAccessesRequest List() => new() { Context = Why(), PageSize = 200 };

    private static AccessContext Why() => BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");
}

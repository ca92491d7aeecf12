using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Tasks as they come: each at least once, through kills and restarts, for as long as the token lives.</summary>
[Collection(nameof(Restarted))]
public sealed class WatchTasksTests(Restarted house) : IClassFixture<Verified<Restarted>>
{
    [Fact]
    public async Task Tells_what_is_open_and_then_what_comes()
    {
        using var police = Inbox.Of(house.Registry, Officers.Police);
        using var watch = police.Watch();
        await Inbox.CatchUp(watch);

        using var play = await new BorderReturn(house.Registry).Registered();

        Assert.Equal([DutyKind.RecordReception], await Told(watch, play.Victim));
    }

    [Fact]
    public async Task The_receipt_of_the_stream_comes_before_its_first_message_and_each_message_leaves_a_line_about_everybody_in_it()
    {
        using var play = await new BorderReturn(house.Registry).Registered();
        using var police = Inbox.Of(house.Registry, Officers.Police);
        var before = await Lines.Count(house.Registry);

        using var watch = police.Watch();
        var headers = await watch.ResponseHeadersAsync;
        var told = (await Inbox.CatchUp(watch)).SelectMany(message => message.Tasks).Select(task => task.SubjectId).ToHashSet();

        var lines = await Lines.Of(house.Registry, before);
        Assert.Equal(headers.GetValue("registry-record-id"), lines[0].Id.ToString());
        Assert.NotNull(headers.GetValueBytes("registry-receipt-bin"));
        Assert.Contains(play.Victim, told);
        Assert.Equal(told.Order(StringComparer.Ordinal), lines.Skip(1).Select(line => line.Subject.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Goes_on_from_a_cursor_after_the_client_was_killed_and_after_the_server_was_restarted()
    {
        using var first = await new BorderReturn(house.Registry).Registered();
        var inbox = Inbox.Of(house.Registry, Officers.Police);
        var cursor = await Settled(inbox);

        using var second = await new BorderReturn(house.Registry).Registered();
        using (var resumed = inbox.Watch(cursor))
        {
            var messages = await Inbox.CatchUp(resumed);
            Assert.Contains(messages.SelectMany(message => message.Tasks), task => task.SubjectId == second.Victim);
            Assert.DoesNotContain(messages.SelectMany(message => message.Tasks), task => task.SubjectId == first.Victim);
        }

        using var third = await new BorderReturn(house.Registry).Registered();
        using (var standing = inbox.Watch(cursor))
        {
            await Inbox.CatchUp(standing);
            await house.Registry.StopServer();
            var ended = await Assert.ThrowsAsync<RpcException>(() => Inbox.Next(standing));
            Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
        }

        await house.Registry.StartServer();
        inbox.Dispose();
        inbox = Inbox.Of(house.Registry, Officers.Police);
        using (var after = inbox.Watch(cursor))
        {
            var subjects = (await Inbox.CatchUp(after)).SelectMany(message => message.Tasks).Select(task => task.SubjectId).ToList();
            Assert.Contains(second.Victim, subjects);
            Assert.Contains(third.Victim, subjects);
        }

        inbox.Dispose();
    }

    [Fact]
    public async Task The_stock_client_of_Python_goes_on_after_a_kill_and_after_a_restart_of_the_server()
    {
        using var first = await new BorderReturn(house.Registry).Registered();
        string cursor;
        using (var killed = await StockWatcher.Start(house.Registry, Officers.Police.WithEveryScope(), ""))
        {
            (var open, cursor) = await killed.CatchUp();
            Assert.Contains(first.Victim, open);
            killed.Kill();
        }

        using var second = await new BorderReturn(house.Registry).Registered();
        using (var resumed = await StockWatcher.Start(house.Registry, Officers.Police.WithEveryScope(), cursor))
        {
            (var missed, cursor) = await resumed.CatchUp();
            Assert.Contains(second.Victim, missed);
            await house.Registry.StopServer();
            Assert.Equal("UNAVAILABLE", (await resumed.Line()).GetProperty("ended").GetString());
        }

        await house.Registry.StartServer();
        using var third = await new BorderReturn(house.Registry).Registered();
        using var after = await StockWatcher.Start(house.Registry, Officers.Police.WithEveryScope(), cursor);
        Assert.Contains(third.Victim, (await after.CatchUp()).Subjects);
    }

    [Fact]
    public async Task What_happens_behind_a_measure_moves_no_stream_of_those_who_do_not_see_it()
    {
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = Canaries.CertificateNumber + "/w" }.HandedOver();
        using var other = new BorderReturn(house.Registry);
        using var post = Inbox.Of(house.Registry, Officers.Post, Purpose.Referral);
        using var watch = post.Watch();
        await Inbox.CatchUp(watch);

        await play.Protected();
        await other.Registered();
        var sentinel = post.Watch();
        await Inbox.CatchUp(sentinel);

        Assert.False(watch.ResponseStream.MoveNext(CancellationToken.None).IsCompleted);
        sentinel.Dispose();
    }

    [Fact]
    public async Task Ends_with_its_token_and_says_so()
    {
        var forge = new Forge(house.Registry, Officers.Police.WithEveryScope());
        var claims = forge.Claims();
        claims["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 4;
        var token = forge.Signed(claims);
        using var inbox = new Inbox(new Desk(house.Registry.Grpc, () => token), Purpose.ReceiveReturnee);
        using var watch = inbox.Watch();
        await Inbox.CatchUp(watch);

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
                Assert.NotEmpty(watch.ResponseStream.Current.Cursor);
        });

        var answer = new Answer(ended.StatusCode, ended.Status.Detail, null, ended.Trailers);
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Needs_a_deadline_of_ten_minutes_at_most_and_a_cursor_that_is_its_own()
    {
        var token = house.Registry.Token(Officers.Police.WithEveryScope());
        foreach (var within in (TimeSpan[])[TimeSpan.FromMinutes(20), Timeout.InfiniteTimeSpan])
        {
            using var patient = new Desk(house.Registry.Grpc, () => token, within);
            var refused = await patient.Send(new WatchTasksRequest { Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3") });
            Assert.Equal((StatusCode.InvalidArgument, "DEADLINE_REQUIRED"), (refused.Status, refused.Reason));
        }

        using var police = Inbox.Of(house.Registry, Officers.Police);
        using var labour = Inbox.Of(house.Registry, Officers.Labour);
        using var watch = police.Watch();
        var cursor = (await Inbox.CatchUp(watch))[^1].Cursor;
        var stolen = await labour.Desk.Send(new WatchTasksRequest { Context = labour.Why(), Cursor = cursor });
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_NOT_VALID"), (stolen.Status, stolen.Reason));
        Assert.Equal(["cursor"], stolen.Fields);
    }

    [Fact]
    public async Task An_officer_has_so_many_streams_and_no_more()
    {
        using var inbox = Inbox.Of(house.Registry, Officers.Command);
        var open = Enumerable.Range(0, 10).Select(_ => inbox.Watch()).ToList();
        foreach (var watch in open)
            await Inbox.CatchUp(watch);

        Assert.Equal("CEILING_REACHED", (await inbox.Desk.Send(new WatchTasksRequest { Context = inbox.Why() })).Reason);

        foreach (var watch in open)
            watch.Dispose();
    }

    /// <summary>A cursor behind which nothing is told twice: right after a write, numbers that may still come hold it back.</summary>
    private static async Task<string> Settled(Inbox inbox)
    {
        for (var cursor = ""; ;)
        {
            using var watch = inbox.Watch(cursor);
            var messages = await Inbox.CatchUp(watch);
            if (cursor.Length > 0 && messages.Count == 1)
                return cursor;
            cursor = messages[^1].Cursor;
            await Task.Delay(200);
        }
    }

    private static async Task<IEnumerable<DutyKind>> Told(AsyncServerStreamingCall<WatchTasksResponse> watch, string subject)
    {
        while (true)
        {
            var message = await Inbox.Next(watch);
            if (message.Tasks.Where(task => task.SubjectId == subject).ToList() is { Count: > 0 } tasks)
                return tasks.Select(task => task.Duty);
        }
    }
}

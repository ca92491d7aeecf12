using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Registry.Server.Tests;

/// <summary>Lines as they are committed: each once, through kills and restarts, and never the watch's own for ever.</summary>
[Collection(nameof(Restarted))]
public sealed class WatchAccessesTests(Restarted house) : IClassFixture<Verified<Restarted>>
{
    [Fact]
    public async Task Tells_each_new_line_once_in_the_order_of_the_log_while_many_write()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        using var watch = Watch(inspector, agency: Officers.District.Agency);
        await Caught(watch);

        var looks = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Walk(house.Registry.Grpc, Officers.District)))).SelectMany(ids => ids).ToList();
        var told = await Told(watch, looks.Count);

        Assert.Equal(looks.Order(StringComparer.Ordinal), told.Select(line => line.RecordId).Order(StringComparer.Ordinal));
        Assert.Equal(told.Select(line => line.LeafIndex).Order(), told.Select(line => line.LeafIndex));
    }

    [Fact]
    public async Task Goes_on_from_a_cursor_after_a_kill_and_a_restart_and_skips_and_repeats_nothing()
    {
        string cursor;
        using (var inspector = house.Registry.Desk(Officers.Inspector))
        {
            using var watch = Watch(inspector, agency: Officers.Court.Agency);
            cursor = (await Caught(watch))[^1].Cursor;
            var first = await Look(Officers.Court);
            var message = await Next(watch, withLines: true);
            Assert.Equal([first], message.Lines.Select(line => line.RecordId));
            cursor = message.Cursor;
        }

        var missed = new[] { await Look(Officers.Court), await Look(Officers.Court) };
        await house.Registry.StopServer();
        await house.Registry.StartServer();
        var after = await Look(Officers.Court);

        using var again = house.Registry.Desk(Officers.Inspector);
        using var resumed = Watch(again, cursor, Officers.Court.Agency);
        Assert.Equal([.. missed, after], (await Caught(resumed)).SelectMany(message => message.Lines).Select(line => line.RecordId));
    }

    [Fact]
    public async Task Skips_and_doubles_nothing_while_two_processes_write_and_the_watch_goes_from_one_to_the_other()
    {
        await using var second = await house.Registry.SecondServer();
        using var inspector = house.Registry.Desk(Officers.Inspector);
        using var there = new Desk(second.Addresses[0], () => house.Registry.Token(Officers.Inspector));
        using var whole = Watch(inspector, agency: Officers.AluoiPolice.Agency);
        var cursor = (await Caught(whole))[^1].Cursor;

        var writing = Task.WhenAll(new[] { house.Registry.Grpc, second.Addresses[0] }.SelectMany(server => Enumerable.Range(0, 4).Select(_ => Walk(server, Officers.AluoiPolice))));
        var hopped = new List<AccessLine>();
        for (var hop = 0; hopped.Count < 96; hop++)
        {
            using var watch = Watch(hop % 2 == 0 ? there : inspector, cursor, Officers.AluoiPolice.Agency);
            var message = await Next(watch, withLines: true);
            hopped.AddRange(message.Lines);
            cursor = message.Cursor;
        }

        var looks = (await writing).SelectMany(ids => ids).Order(StringComparer.Ordinal).ToList();
        foreach (var told in (List<AccessLine>[])[await Told(whole, looks.Count), hopped])
        {
            Assert.Equal(looks, told.Select(line => line.RecordId).Order(StringComparer.Ordinal));
            Assert.Equal(told.Select(line => line.LeafIndex).Order(), told.Select(line => line.LeafIndex));
        }
    }

    [Fact]
    public async Task Begins_with_the_lines_since_a_moment_when_one_is_named()
    {
        var before = await Look(Officers.Health);
        await Task.Delay(TimeSpan.FromMilliseconds(5));
        var from = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var since = await Look(Officers.Health);
        using var inspector = house.Registry.Desk(Officers.Inspector);

        using var watch = inspector.Audit.WatchAccesses(new WatchAccessesRequest { Context = Why(), Agency = Officers.Health.Agency, From = from }, inspector.Options);
        var told = (await Caught(watch)).SelectMany(message => message.Lines).Select(line => line.RecordId).ToList();

        Assert.Contains(since, told);
        Assert.DoesNotContain(before, told);
    }

    [Fact]
    public async Task Two_watches_of_everything_tell_of_each_other_once_and_not_for_ever()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        using var first = Watch(inspector);
        await Caught(first);
        using var second = Watch(inspector);
        var receipt = (await second.ResponseHeadersAsync).GetValue("registry-record-id");
        await Caught(second);

        var other = await Next(first, withLines: true);
        Assert.Equal([receipt], other.Lines.Select(line => line.RecordId));
        var look = await Look(Officers.District);
        Assert.Equal([look], (await Next(first, withLines: true)).Lines.Select(line => line.RecordId));
        Assert.Equal([look], (await Next(second, withLines: true)).Lines.Select(line => line.RecordId));

        // By now both have left a line about what they told; the next thing that either tells is the next look.
        await Task.Delay(TimeSpan.FromMilliseconds(1200));
        var last = await Look(Officers.District);
        Assert.Equal([last], (await Next(first, withLines: true)).Lines.Select(line => line.RecordId));
        Assert.Equal([last], (await Next(second, withLines: true)).Lines.Select(line => line.RecordId));
    }

    [Fact]
    public async Task Every_message_with_lines_is_a_look_of_its_own_under_the_person_that_is_watched()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        var person = BorderReturn.NewId();
        var before = await Lines.Count(house.Registry);
        using var watch = inspector.Audit.WatchAccesses(new WatchAccessesRequest { Context = Why(), PersonId = person }, inspector.Options);
        await Caught(watch);
        var look = await Look(Officers.District, person);
        Assert.Equal([look], (await Next(watch, withLines: true)).Lines.Select(line => line.RecordId));

        var own = (await Lines.Of(house.Registry, before)).Where(line => line.Content.Method == "AuditService/WatchAccesses").ToList();
        Assert.Equal(2, own.Count);
        Assert.All(own, line => Assert.Equal(person, line.Subject.ToString()));
        Assert.Equal((null, own[0].Id), (own[0].Content.PageOf, own[1].Content.PageOf));
    }

    [Fact]
    public async Task A_cursor_of_another_question_or_inspector_is_refused_and_nobody_else_watches()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        using var colleague = house.Registry.Desk(Officers.Inspector with { Name = "ttr-tth/2" });
        using var watch = Watch(inspector, agency: Officers.Court.Agency);
        var cursor = (await Caught(watch))[^1].Cursor;

        var other = await inspector.Send(new WatchAccessesRequest { Context = Why(), Agency = Officers.Police.Agency, Cursor = cursor });
        var stolen = await colleague.Send(new WatchAccessesRequest { Context = Why(), Agency = Officers.Court.Agency, Cursor = cursor });
        using var stranger = house.Registry.Desk(Officers.Police.WithEveryScope());
        var denied = await stranger.Send(new WatchAccessesRequest { Context = Why() });

        Assert.All([other, stolen], answer => Assert.Equal((StatusCode.InvalidArgument, "cursor"), (answer.Status, Assert.Single(answer.Fields))));
        Assert.Equal(StatusCode.NotFound, denied.Status);
    }

    [Fact]
    public async Task Who_comes_back_behind_the_lines_that_are_kept_ready_is_told_so_and_the_next_page_is_not_skipped_in_silence()
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        string cursor;
        using (var watch = Watch(inspector, agency: Officers.District.Agency))
            cursor = (await Caught(watch))[^1].Cursor;
        house.Registry.Service<Audit.AccessIndex>().Capacity = 5;
        for (var n = 0; n < 8; n++)
            await Look(Officers.District);

        using var late = Watch(inspector, cursor, Officers.District.Agency);
        var ended = await Assert.ThrowsAsync<RpcException>(() => late.ResponseStream.MoveNext(CancellationToken.None));

        var answer = new Answer(ended.StatusCode, ended.Status.Detail, null, ended.Trailers);
        Assert.Equal((StatusCode.OutOfRange, "CURSOR_TOO_OLD"), (answer.Status, answer.Reason));
        Assert.NotEmpty(answer.Text("vi"));
        using var anew = Watch(inspector, agency: Officers.District.Agency);
        var next = (await Caught(anew))[^1].Cursor;
        var look = await Look(Officers.District);
        using var resumed = Watch(inspector, next, Officers.District.Agency);
        Assert.Contains(look, (await Caught(resumed)).SelectMany(message => message.Lines).Select(line => line.RecordId));
        await house.Registry.StopServer();
        await house.Registry.StartServer();
    }

    [Fact]
    public async Task Ends_with_its_token_and_says_so()
    {
        var forge = new Forge(house.Registry, Officers.Inspector);
        var claims = forge.Claims();
        claims["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 4;
        var token = forge.Signed(claims);
        using var inspector = new Desk(house.Registry.Grpc, () => token);
        using var watch = Watch(inspector);

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
                Assert.NotEmpty(watch.ResponseStream.Current.Cursor);
        });

        var answer = new Answer(ended.StatusCode, ended.Status.Detail, null, ended.Trailers);
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (answer.Status, answer.Reason));
    }

    private async Task<List<string>> Walk(Uri server, Officer officer)
    {
        using var desk = new Desk(server, () => house.Registry.Token(officer.WithEveryScope()));
        var ids = new List<string>();
        for (var n = 0; n < 12; n++)
            ids.Add((await desk.Send(Asking())).RecordId);
        return ids;
    }

    private async Task<string> Look(Officer officer, string? person = null)
    {
        using var desk = house.Registry.Desk(officer.WithEveryScope());
        return (await desk.Send(Asking(person))).RecordId;
    }

    private static GetIdentityRequest Asking(string? person = null) => BorderReturn.Look(person ?? BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name");

    private static AsyncServerStreamingCall<WatchAccessesResponse> Watch(Desk desk, string cursor = "", string agency = "") =>
        desk.Audit.WatchAccesses(new WatchAccessesRequest { Context = Why(), Cursor = cursor, Agency = agency }, desk.Options);

    private static async Task<List<AccessLine>> Told(AsyncServerStreamingCall<WatchAccessesResponse> watch, int count)
    {
        var told = new List<AccessLine>();
        while (told.Count < count)
            told.AddRange((await Next(watch, withLines: true)).Lines);
        return told;
    }

    private static async Task<List<WatchAccessesResponse>> Caught(AsyncServerStreamingCall<WatchAccessesResponse> watch)
    {
        var messages = new List<WatchAccessesResponse>();
        while (messages.Count == 0 || !messages[^1].CaughtUp)
            messages.Add(await Next(watch, withLines: false));
        return messages;
    }

    private static async Task<WatchAccessesResponse> Next(AsyncServerStreamingCall<WatchAccessesResponse> watch, bool withLines)
    {
        do
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        while (withLines && watch.ResponseStream.Current.Lines.Count == 0);
        return watch.ResponseStream.Current;
    }

    private static AccessContext Why() => BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");
}

using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using static Registry.Server.Tests.House.Lookalikes;

namespace Registry.Server.Tests;

/// <summary>That a record moved, as it happens: to who has to do with her, without a word of what.</summary>
[Collection(nameof(Restarted))]
public sealed class WatchChangesTests(Restarted house) : IClassFixture<Verified<Restarted>>
{
    [Fact]
    public async Task Begins_with_what_comes_and_goes_on_from_a_cursor()
    {
        using var play = await Received(house.Registry, Person(GivenName()));
        using var desk = house.Registry.Desk(Officers.Police.WithEveryScope());
        string cursor;
        using (var watch = Watch(desk, ""))
        {
            var first = await Next(watch);
            Assert.Equal((0, true), (first.Changes.Count, first.CaughtUp));
            cursor = first.Cursor;
            await Amend(play, Person(GivenName()));
            Assert.True(await VersionTold(watch, play.Victim) > 1);
        }

        await Amend(play, Person(GivenName()));
        using var resumed = Watch(desk, cursor);
        var now = (await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Look("status")).Version;

        Assert.Equal(now, await VersionTold(resumed, play.Victim));
    }

    [Fact]
    public async Task Everybody_told_has_a_line_before_and_the_stream_one_of_its_own()
    {
        using var play = await Received(house.Registry, Person(GivenName()));
        using var desk = house.Registry.Desk(Officers.Police.WithEveryScope());
        using var watch = Watch(desk, "");
        await Next(watch);
        var before = await Lines.Count(house.Registry);

        await Amend(play, Person(GivenName()));
        await VersionTold(watch, play.Victim);

        Assert.Contains(
            await Lines.Of(house.Registry, before),
            line => line.Content.Method == "IdentityService/WatchChanges" && line.Subject.ToString() == play.Victim && line.Content.Outcome == "OK");
        Assert.NotEmpty((await watch.ResponseHeadersAsync).GetValue("registry-record-id")!);
    }

    [Fact]
    public async Task Neither_a_strangers_record_nor_a_dossier_moves_a_stream()
    {
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        using var police = house.Registry.Desk(Officers.Police.WithEveryScope());
        using var stranger = house.Registry.Desk(Officers.District.WithEveryScope());
        using var theirs = Watch(police, "");
        using var nobodys = Watch(stranger, "");
        await Next(theirs);
        await Next(nobodys);

        await play.Protected();
        using var sentinel = await Received(house.Registry, Person(GivenName()));
        await Amend(sentinel, Person(GivenName()));

        // The first thing that the police hears of is the sentinel: the measures were silent.
        var heard = new List<string>();
        while (!heard.Contains(sentinel.Victim))
            heard.AddRange((await Next(theirs)).Changes.Select(change => change.PersonId));
        Assert.DoesNotContain(play.Victim, heard);
        Assert.False(nobodys.ResponseStream.MoveNext(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task An_emergency_look_by_others_moves_no_stream_and_no_version()
    {
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        using var police = house.Registry.Desk(Officers.Police.WithEveryScope());
        using var post = house.Registry.Desk(Officers.Post.WithEveryScope());
        var looks = new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis);
        var before = (await looks.Look("status")).Version;
        using var theirs = Watch(police, "");
        await Next(theirs);

        var broken = (await post.Send(new BreakGlassRequest
        {
            Context = BorderReturn.Why(Purpose.Emergency, "RULE-EMERGENCY"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
        })).Expect<BreakGlassResponse>();
        using var sentinel = await Received(house.Registry, Person(GivenName()));
        await Amend(sentinel, Person(GivenName()));

        var heard = new List<string>();
        while (!heard.Contains(sentinel.Victim))
            heard.AddRange((await Next(theirs)).Changes.Select(change => change.PersonId));
        Assert.DoesNotContain(play.Victim, heard);
        Assert.Equal((before, before), (broken.Version, (await looks.Look("status")).Version));
    }

    private static AsyncServerStreamingCall<WatchChangesResponse> Watch(Desk desk, string cursor) => desk.Identity.WatchChanges(
        new WatchChangesRequest { Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis), Cursor = cursor }, desk.Options);

    private static async Task<long> VersionTold(AsyncServerStreamingCall<WatchChangesResponse> watch, string person)
    {
        while (true)
        {
            if ((await Next(watch)).Changes.SingleOrDefault(change => change.PersonId == person) is { } change)
                return change.Version;
        }
    }

    private static async Task<WatchChangesResponse> Next(AsyncServerStreamingCall<WatchChangesResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current;
    }
}

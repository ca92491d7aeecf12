using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>What stays undone goes a level higher: found again from the events by another process on a later day, and told to nobody new.</summary>
[Collection(nameof(Grown))]
public sealed class LateDutyTests(Grown house) : IClassFixture<Verified<Grown>>
{
    [Fact]
    public async Task A_hand_over_that_stays_undone_is_told_to_who_waits_then_to_the_command_and_to_nobody_new()
    {
        var play = await new BorderReturn(house.Registry).Certified();
        await play.Refer(play.Victim, Officers.Post, Officers.Centre, Purpose.Care);
        using (var watcher = Inbox.Of(house.Registry, Officers.Command, Purpose.Referral))
            Assert.Empty(await watcher.About(play.Victim));

        // Nothing is kept of tasks: another process on a later day finds them from the events.
        play.Dispose();
        await house.Restart(new DateOnly(2016, 3, 10));

        using var post = Inbox.Of(house.Registry, Officers.Post, Purpose.Referral);
        using var centre = Inbox.Of(house.Registry, Officers.Centre, Purpose.Care);
        using var command = Inbox.Of(house.Registry, Officers.Command);
        Assert.Contains(await post.About(play.Victim), task => task is { Duty: DutyKind.HandOver, State: TaskState.Escalated, Told: false });
        Assert.Contains(await centre.About(play.Victim), task => task is { Duty: DutyKind.HandOver, Told: true });

        // The command was offered the reception, owes that itself, and may not see for the purpose of a referral.
        var own = await command.About(play.Victim);
        Assert.Contains(own, task => task is { Duty: DutyKind.RecordReception, Told: false });
        Assert.DoesNotContain(own, task => task.Duty == DutyKind.Supervise);
        using var received = Inbox.Of(house.Registry, Officers.Command, Purpose.Referral);
        Assert.Empty(await received.About(play.Victim));

        // Once it has received her too, it is told that its post is late, and no more than that.
        (await command.Desk.Send(new RecordReceptionRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = own[0].Version,
            Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = new Date { Year = 2016, Month = 3, Day = 10 } },
        })).Expect<RecordReceptionResponse>();
        var above = Assert.Single(await received.About(play.Victim));
        Assert.Equal((DutyKind.Supervise, true, "ESC-BORDER"), (above.Duty, above.Told, above.Rule));
        using var watch = received.Watch();
        Assert.Contains((await Inbox.CatchUp(watch)).SelectMany(message => message.Tasks), task => task.TaskId == above.TaskId);
        foreach (var stranger in (Officer[])[Officers.District, Officers.Court, Officers.Population, Officers.Committee])
        {
            using var inbox = Inbox.Of(house.Registry, stranger, Purpose.Referral);
            Assert.Empty(await inbox.List());
        }

        (await received.Desk.Send(received.Note(above))).Expect<AcknowledgeTaskResponse>();
        Assert.Empty(await received.About(play.Victim));
    }
}

/// <summary>A registry whose days pass.</summary>
public sealed class Grown : IRuns, IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start();

    public async Task Restart(DateOnly day)
    {
        await Registry.StopServer();
        await Registry.StartServer(day);
    }

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

[CollectionDefinition(nameof(Grown))]
public sealed class GrownCollection : ICollectionFixture<Grown>;

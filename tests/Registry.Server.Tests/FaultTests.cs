using System.Diagnostics;
using Grpc.Core;
using Npgsql;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>No record, no answer: what a caller gets while something under the registry is down, and that nothing is lost by it.</summary>
[Collection(nameof(Breakable))]
public sealed class FaultTests(Breakable breakable) : IClassFixture<Verified<Breakable>>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private RunningRegistry Registry => breakable.Registry;

    [Theory]
    [InlineData("begin; lock table access_log.tree_state")]
    [InlineData("begin; select 1 from access_log.tree_state for update")]
    public async Task While_the_log_is_locked_nothing_is_opened_and_afterwards_all_goes_on(string locking)
    {
        using var play = await new BorderReturn(Registry).Registered();
        var keys = Registry.Service<ISubjectKeys>();
        await using var session = new NpgsqlConnection(Registry.Superuser);
        await session.OpenAsync();
        await using (var command = new NpgsqlCommand(locking, session))
            await command.ExecuteNonQueryAsync();
        var released = keys.Released;

        var clock = Stopwatch.StartNew();
        var answer = await Look(play);
        clock.Stop();

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (answer.Status, answer.Reason));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(released, keys.Released);

        await session.CloseAsync();
        await ServesWithin(Bound, () => Look(play));
    }

    [Fact]
    public async Task The_database_falls_in_mid_flight_and_the_registry_serves_again_when_it_is_back()
    {
        using var play = await new BorderReturn(Registry).Registered();
        // Tests run with volatile commits: what was registered just now is put on disk before the crash.
        await Registry.Tamper("checkpoint");
        var cluster = await Registry.RegistryCluster();
        using var stop = new CancellationTokenSource();
        var flight = Task.Run(async () =>
        {
            var seen = new List<Answer>();
            while (!stop.IsCancellationRequested)
                seen.Add(await Look(play));
            return seen;
        });

        await cluster.Stop("immediate");
        var down = await Look(play);
        var act = await play.At(Officers.Post).Send(Registration());
        await cluster.Start();
        await ServesWithin(Bound, () => Look(play));
        await stop.CancelAsync();

        Assert.Equal(StatusCode.Unavailable, down.Status);
        Assert.Equal(StatusCode.Unavailable, act.Status);
        Assert.All(await flight, answer => Assert.Contains(answer.Status, (StatusCode[])[StatusCode.OK, StatusCode.Unavailable]));
        await ServesWithin(Bound, () => play.At(Officers.Post).Send(Registration()));
        // Verification reads through the server's own pools; those that no call has used since hold connections of the fallen database.
        await Restart();
    }

    [Fact]
    public async Task An_act_whose_connection_breaks_while_it_is_written_is_told_to_try_again_and_a_repetition_carries_it_out()
    {
        using var desk = Registry.Desk(Officers.Post);
        var request = Registration();
        await Registry.Thawed(
            """
            create function public.break_off() returns trigger language plpgsql as
              $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
            create trigger break_off before insert on registry.request for each row execute function public.break_off();
            """);

        var broken = await desk.Send(request);
        await Registry.Thawed("drop trigger break_off on registry.request; drop function public.break_off()");

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (broken.Status, broken.Reason));
        Assert.NotEmpty((await desk.Send(request)).Expect<RegisterVictimResponse>().PersonId);
    }

    [Fact]
    public async Task Without_the_cluster_of_keys_no_plaintext_leaves_and_with_it_all_goes_on()
    {
        using var play = await new BorderReturn(Registry).Registered();
        await Restart();
        using var desk = Registry.Desk(Officers.Post);
        var cluster = await Registry.KeysCluster();
        var before = await Lines.Count(Registry);

        await cluster.Stop("immediate");
        var down = await desk.Send(Request(play));
        await cluster.Start();

        Assert.Equal(StatusCode.Unavailable, down.Status);
        Assert.Equal(RecordKind.Intent, (await Lines.Of(Registry, before))[0].Content.Kind);
        await ServesWithin(Bound, () => desk.Send(Request(play)));
        await Restart();
    }

    [Fact]
    public async Task A_server_on_the_same_directory_goes_on_where_the_last_one_stopped()
    {
        using var play = await new BorderReturn(Registry).Registered();
        var lines = await Lines.Count(Registry);

        await Restart();

        using var desk = Registry.Desk(Officers.Post);
        Assert.Equal(Canaries.VictimName, (await desk.Send(Request(play))).Expect<GetIdentityResponse>().Person.FullName);
        var start = (await Lines.Of(Registry, lines))[0];
        Assert.Equal((RecordKind.Start, Guid.Empty), (start.Content.Kind, start.Subject));
        Assert.Contains("law-date=2016-03-01", start.Content.Running, StringComparison.Ordinal);
        Assert.Contains("review=PersonsAnHour:30,MissesAnHour:10,", start.Content.Running, StringComparison.Ordinal);
        Assert.Contains("AgencyMisses:1000000,OfficerWrongCodes:20,AgencyWrongCodes:60", start.Content.Running, StringComparison.Ordinal);
        Assert.Equal(Registry.Service<Domain.Law.LawTables>().Version, start.Content.Law);
        Assert.Contains($"log-keys={string.Join(',', Registry.Policy.LogKeys)}", start.Content.Running, StringComparison.Ordinal);
        Assert.Equal(
            [
                "agencies", "audience", "law-date", "province", "law-switches", "key-epoch", "keys", "audit-key", "log-keys", "witnesses", "review", "ceilings",
                "witnessed-methods", "subsets",
            ],
            start.Content.Running!.Split(' ').Where(one => one.Contains('=', StringComparison.Ordinal)).Select(one => one.Split('=')[0]));
    }

    [Fact]
    public async Task An_outcome_line_that_a_crash_left_owing_is_written_by_the_next_process()
    {
        using var desk = Registry.Desk(Officers.Post);
        Assert.Empty(await new OutboxCheck(Registry).Findings());
        // The drainer cannot read what is owed: as if the process died between commit and drain.
        await Registry.Thawed("revoke select on registry.outbox from registry_app");
        var person = (await desk.Send(Registration())).Expect<RegisterVictimResponse>().PersonId;
        var lines = await Lines.Count(Registry);
        var owed = await Registry.Tamper("select count(*) from registry.outbox");

        await Registry.Thawed("grant select on registry.outbox to registry_app");
        await Restart();

        Assert.Equal(1L, owed);
        Assert.Empty(await new OutboxCheck(Registry).Findings());
        var outcome = (await Lines.Of(Registry, lines)).Single(line => line.Content.Kind == RecordKind.Outcome);
        Assert.Equal((person, "OK", 1L), (outcome.Subject.ToString(), outcome.Content.Outcome, Assert.Single(outcome.Content.Appended).Version));
    }

    private static GetIdentityRequest Request(BorderReturn play) => BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

    private static RegisterVictimRequest Registration() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        Person = People.Victim(),
    };

    private static Task<Answer> Look(BorderReturn play) => play.At(Officers.Post).Send(Request(play));

    private static async Task ServesWithin(TimeSpan bound, Func<Task<Answer>> call)
    {
        var clock = Stopwatch.StartNew();
        Answer answer;
        do
            answer = await call();
        while (answer.Status != StatusCode.OK && clock.Elapsed < bound);
        Assert.Equal(StatusCode.OK, answer.Status);
    }

    private async Task Restart()
    {
        await Registry.StopServer();
        await Registry.StartServer();
    }
}

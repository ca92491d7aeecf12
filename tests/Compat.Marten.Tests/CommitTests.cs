using System.Collections.Concurrent;
using System.Diagnostics;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Registry.Testing;

namespace Compat.Marten.Tests;

public sealed class CommitTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    /// <summary>The published package reads versions and sequence numbers in a round trip of its own; this subset needs none.</summary>
    private static readonly int Batches = typeof(DocumentStore).Assembly.GetName().Name == "Marten" ? 2 : 1;

    [Fact]
    public async Task A_save_sends_its_statements_in_one_round_trip()
    {
        var (one, other) = (await store.Started(), Guid.NewGuid());
        using var observed = new Observed();
        await using var session = store.Store.LightweightSession();
        session.Events.Append(one, 3, new Paid(1), new Paid(2));
        session.Events.StartStream<AccountHolder>(other, new Opened("someone"));
        session.QueueSqlCommand("select set_config('compat.seen', ?, true)", "yes");

        await session.SaveChangesAsync();

        Assert.Equal(Batches, observed.Statements);
    }

    [Fact]
    public async Task Saving_nothing_does_not_go_to_the_database()
    {
        using var observed = new Observed();
        await using var session = store.Store.LightweightSession();

        await session.SaveChangesAsync();

        Assert.Equal(0, observed.Statements);
    }

    [Fact]
    public async Task A_commit_whose_outcome_nobody_knows_is_told_and_not_tried_again()
    {
        await using var database = await TestDatabase.Create();
        await using var own = EventStoreFixture.Open(database.Superuser);
        await own.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await database.Execute(
            """
            create sequence public.attempts;
            create function public.die() returns trigger language plpgsql as
              $$ begin perform nextval('public.attempts'); perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
            create constraint trigger die after insert on events.mt_events deferrable initially deferred
              for each row when (new.type = 'account_opened') execute function public.die();
            """);
        await using var session = own.LightweightSession();
        session.Events.StartStream<AccountHolder>(Guid.NewGuid(), new Opened("someone"));

        var failure = await Assert.ThrowsAnyAsync<MartenCommandException>(() => session.SaveChangesAsync());

        Assert.IsAssignableFrom<NpgsqlException>(failure.InnerException);
        Assert.Equal(1L, await database.Execute("select last_value from public.attempts"));
    }

    [Fact]
    public async Task A_cancelled_save_leaves_nothing()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        session.QueueSqlCommand("select pg_sleep(30)");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.SaveChangesAsync(cancel.Token));

        Assert.Empty(await store.Read(id));
    }

    [Fact]
    public async Task A_session_time_zone_shifts_no_timestamp()
    {
        var noon = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var tokyo = new NpgsqlConnectionStringBuilder(store.Database.Superuser) { Timezone = "Asia/Tokyo" }.ConnectionString;
        await using var far = EventStoreFixture.Open(tokyo, options => options.Events.TimeProvider = new Fixed(noon));
        var id = Guid.NewGuid();
        await using var session = far.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        await session.SaveChangesAsync();

        var there = Assert.Single(await session.Events.FetchStreamAsync(id));
        var here = Assert.Single(await store.Read(id));
        var state = await session.Events.FetchStreamStateAsync(id);

        Assert.Equal((noon, noon), (there.Timestamp.ToUniversalTime(), here.Timestamp.ToUniversalTime()));
        var now = (DateTime)(await store.Database.Execute("select now()"))!;
        Assert.InRange(now - state!.Created.UtcDateTime, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>Counts what Npgsql sends for this test: every command or batch is one activity.</summary>
    private sealed class Observed : IDisposable
    {
        private readonly Activity root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        private readonly ConcurrentBag<Activity> seen = [];
        private readonly ActivityListener listener;

        public Observed()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = seen.Add,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Statements => seen.Count(activity => activity.TraceId == root.TraceId
            && activity.TagObjects.Any(tag => tag.Key is "db.statement" or "db.query.text"));

        public void Dispose()
        {
            listener.Dispose();
            root.Dispose();
        }
    }
}

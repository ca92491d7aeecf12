using System.Diagnostics;
using Marten;
using Registry.Testing;

namespace Compat.Marten.Tests;

public sealed class MetadataTests
{
    private static readonly string[] Optional = ["causation_id", "correlation_id", "headers", "user_name"];

    [Fact]
    public async Task Metadata_columns_exist_only_when_they_are_switched_on()
    {
        await using var database = await TestDatabase.Create();
        await using var plain = await Applied(database, "plain", _ => { });
        await using var rich = await Applied(database, "rich", All);

        Assert.Equal(0L, await Count(database, "plain"));
        Assert.Equal(4L, await Count(database, "rich"));
    }

    [Fact]
    public async Task Metadata_of_the_session_stands_on_every_event_it_saves()
    {
        await using var database = await TestDatabase.Create();
        await using var store = await Applied(database, "events", All);
        var id = Guid.NewGuid();
        await using (var session = store.LightweightSession())
        {
            session.CorrelationId = "correlation";
            session.CausationId = "causation";
            session.LastModifiedBy = "writer";
            session.SetHeader("text", "value");
            session.SetHeader("number", 7);
            session.SetHeader("flag", true);
            session.Events.StartStream<AccountHolder>(id, new Opened("someone"), new Paid(1));
            await session.SaveChangesAsync();
            Assert.Equal("value", session.GetHeader("text"));
            Assert.Null(session.GetHeader("absent"));
        }

        await using var reader = store.QuerySession();
        var events = await reader.Events.FetchStreamAsync(id);

        Assert.All(events, e =>
        {
            Assert.Equal(("correlation", "causation", "writer"), (e.CorrelationId, e.CausationId, e.UserName));
            Assert.Equal(["value", 7L, true], new[] { e.GetHeader("text"), e.GetHeader("number"), e.GetHeader("flag") });
            Assert.Null(e.GetHeader("absent"));
        });
    }

    [Fact]
    public async Task Correlation_comes_from_the_current_activity()
    {
        await using var database = await TestDatabase.Create();
        await using var store = await Applied(database, "events", All);
        var id = Guid.NewGuid();
        using var activity = new Activity("request").Start();
        await using var session = store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        await session.SaveChangesAsync();

        var read = Assert.Single(await session.Events.FetchStreamAsync(id));

        Assert.Equal(activity.RootId, read.CorrelationId);
        Assert.Null(read.Headers);
    }

    [Fact]
    public async Task What_is_switched_off_is_not_stored()
    {
        await using var database = await TestDatabase.Create();
        await using var store = await Applied(database, "events", _ => { });
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.CorrelationId = session.CausationId = "left out";
        session.SetHeader("left", "out");
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        await session.SaveChangesAsync();

        var read = Assert.Single(await session.Events.FetchStreamAsync(id));

        Assert.Equal((null, null, null), (read.CorrelationId, read.CausationId, read.Headers));
    }

    private static async Task<DocumentStore> Applied(TestDatabase database, string schema, Action<StoreOptions> configure)
    {
        var store = EventStoreFixture.Open(database.Superuser, options =>
        {
            options.Events.DatabaseSchemaName = schema;
            configure(options);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return store;
    }

    private static void All(StoreOptions options)
    {
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
    }

    private static Task<object?> Count(TestDatabase database, string schema) => database.Execute(
        $"""
        select count(*) from information_schema.columns
        where table_schema = '{schema}' and table_name = 'mt_events' and column_name in ('{string.Join("', '", Optional)}')
        """);
}

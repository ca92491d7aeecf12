using JasperFx;
using JasperFx.Events;
using Marten;
using Registry.Testing;

namespace Compat.Marten.Tests;

/// <summary>A database with the schema applied, and a store on it as the application opens one.</summary>
public sealed class EventStoreFixture : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public DocumentStore Store { get; private set; } = null!;

    public static DocumentStore Open(string connection, Action<StoreOptions>? configure = null) => DocumentStore.For(options =>
    {
        options.Connection(connection);
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Events.DatabaseSchemaName = "events";
        options.Events.AppendMode = EventAppendMode.Rich;
        options.Events.MapEventType<Opened>("account_opened");
        options.Events.MapEventType<Paid>("account_paid");
        options.Events.MapEventType<Entry<Opened>>("entry_opened");
        configure?.Invoke(options);
    });

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Create();
        Store = Open(Database.Superuser);
        await Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Starts a stream of one opened account and the given payments.</summary>
    public async Task<Guid> Started(params int[] payments)
    {
        var id = Guid.NewGuid();
        await using var session = Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, [new Opened("someone"), .. payments.Select(amount => new Paid(amount))]);
        await session.SaveChangesAsync();
        return id;
    }

    public async Task<IReadOnlyList<IEvent>> Read(Guid id)
    {
        await using var session = Store.QuerySession();
        return await session.Events.FetchStreamAsync(id);
    }
}

using System.Data;
using JasperFx;
using JasperFx.Events;
using Marten.Schema;
using Marten.Sessions;
using Npgsql;

namespace Marten;

/// <summary>The way to one database; one for a whole process, safe for all threads.</summary>
public class DocumentStore : IDocumentStore
{
    private readonly StoreOptions options;
    private readonly EventStoreSchema schema;
    private readonly Lazy<Task> created;

    /// <exception cref="ArgumentException">No connection, or a setting that this subset does not have; the message names it.</exception>
    public DocumentStore(StoreOptions options)
    {
        DataSource = options.DataSource ?? throw new ArgumentException("StoreOptions.Connection() was not called", nameof(options));
        if (options.Events.AppendMode != EventAppendMode.Rich)
            throw new ArgumentException("Events.AppendMode must be EventAppendMode.Rich: the other modes need functions that are not here", nameof(options));
        if (options.Events.StreamIdentity != StreamIdentity.AsGuid)
            throw new ArgumentException("Events.StreamIdentity must be StreamIdentity.AsGuid", nameof(options));

        this.options = options;
        schema = new EventStoreSchema(options.EventGraph, DataSource);
        created = new Lazy<Task>(() => schema.ApplyAllConfiguredChangesToDatabaseAsync());
    }

    public IMartenStorage Storage => schema;

    internal NpgsqlDataSource DataSource { get; }

    public static DocumentStore For(Action<StoreOptions> configure)
    {
        var options = new StoreOptions();
        configure(options);
        return new DocumentStore(options);
    }

    public IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) => new Session(this, options, isolationLevel);

    public IQuerySession QuerySession() => new Session(this, options, IsolationLevel.ReadCommitted);

    public void Dispose()
    {
        if (options.OwnsDataSource)
            DataSource.Dispose();
        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (options.OwnsDataSource)
            await DataSource.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the schema at first use where the store may; a failure stays until the store is made anew.</summary>
    internal Task EnsureSchema() => options.AutoCreateSchemaObjects == AutoCreate.None ? Task.CompletedTask : created.Value;
}

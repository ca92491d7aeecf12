using System.Data;
using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using Marten.Events;

namespace Marten.Sessions;

/// <summary>What one caller has queued, and the metadata that its events will carry.</summary>
internal sealed class Session : IDocumentSession
{
    private readonly DocumentStore store;
    private readonly IsolationLevel isolation;
    private readonly SessionEvents events;
    private readonly List<StreamAction> streams = [];
    private readonly List<QueuedCommand> commands = [];
    private bool disposed;

    public Session(DocumentStore store, StoreOptions options, IsolationLevel isolation)
    {
        (this.store, this.isolation) = (store, isolation);
        events = new SessionEvents(store, options, streams);
        Options = options;
        CorrelationId = Activity.Current?.RootId;
        CausationId = Activity.Current?.ParentId;
    }

    public StoreOptions Options { get; }

    public IEventStoreOperations Events => events;

    IQueryEventStore IQuerySession.Events => events;

    public string? CausationId { get; set; }

    public string? CorrelationId { get; set; }

    public string? LastModifiedBy { get; set; }

    public string TenantId => StorageConstants.DefaultTenantId;

    public Dictionary<string, object>? Headers { get; private set; }

    public void SetHeader(string key, object value) => (Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Headers?.GetValueOrDefault(key);

    public void QueueSqlCommand(string sql, params object[] parameterValues) => QueueSqlCommand('?', sql, parameterValues);

    public void QueueSqlCommand(char placeholder, string sql, params object[] parameterValues) =>
        commands.Add(new QueuedCommand(placeholder, sql, parameterValues));

    public void EjectAllPendingChanges()
    {
        streams.Clear();
        commands.Clear();
    }

    public async Task SaveChangesAsync(CancellationToken token = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var touched = streams.Where(stream => stream.Events.Count > 0).ToList();
        if (touched.Count == 0 && commands.Count == 0)
            return;

        await store.EnsureSchema();
        await new Save(this, touched, commands).Run(store.DataSource, isolation, token);
        EjectAllPendingChanges();
    }

    public void Dispose() => disposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;

namespace Marten.Sessions;

/// <summary>The event store of one session: reads at once, queues writes.</summary>
internal sealed class SessionEvents(DocumentStore store, StoreOptions options, List<StreamAction> streams) : IEventStoreOperations
{
    private readonly EventGraph graph = options.EventGraph;

    public StreamAction Append(Guid stream, params object[] events)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(stream, Guid.Empty);
        var built = Array.ConvertAll(events, graph.Build);
        var action = streams.Find(known => known.Id == stream);
        if (action is null)
            streams.Add(action = new StreamAction(stream, StreamActionType.Append));
        return action.AddEvents(built);
    }

    public StreamAction Append(Guid stream, IEnumerable<object> events) => Append(stream, events.ToArray());

    public StreamAction Append(Guid stream, long expectedVersion, params object[] events)
    {
        var action = Append(stream, events);
        action.ExpectedVersionOnServer = expectedVersion - action.Events.Count;
        return action.ExpectedVersionOnServer >= 0
            ? action
            : throw new ArgumentOutOfRangeException(nameof(expectedVersion),
                "The expected version is the one after the append: it cannot be less than the number of events");
    }

    public StreamAction Append(Guid stream, long expectedVersion, IEnumerable<object> events) => Append(stream, expectedVersion, events.ToArray());

    public StreamAction StartStream<TAggregate>(Guid id, params object[] events) where TAggregate : class => Start(typeof(TAggregate), id, events);

    public StreamAction StartStream<TAggregate>(Guid id, IEnumerable<object> events) where TAggregate : class =>
        StartStream<TAggregate>(id, events.ToArray());

    public StreamAction StartStream(Type aggregateType, Guid id, params object[] events) => Start(aggregateType, id, events);

    public StreamAction StartStream(Guid id, params object[] events) =>
        graph.UseMandatoryStreamTypeDeclaration ? throw new StreamTypeMissingException() : Start(null, id, events);

    public StreamAction StartStream(Guid id, IEnumerable<object> events) => StartStream(id, events.ToArray());

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default)
    {
        await store.EnsureSchema();
        return await new StreamRows(store.DataSource, options).Events(streamId, version, timestamp, fromVersion, token);
    }

    public async Task<StreamState?> FetchStreamStateAsync(Guid streamId, CancellationToken token = default)
    {
        await store.EnsureSchema();
        return await new StreamRows(store.DataSource, options).State(streamId, token);
    }

    private StreamAction Start(Type? aggregateType, Guid id, object[] events)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(id, Guid.Empty);
        if (events.Length == 0)
            throw new EmptyEventStreamException(id);

        var action = new StreamAction(id, StreamActionType.Start) { AggregateType = aggregateType };
        action.AddEvents(Array.ConvertAll(events, graph.Build));
        streams.Add(action);
        return action;
    }
}

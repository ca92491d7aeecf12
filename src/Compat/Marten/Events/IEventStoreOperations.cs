using JasperFx.Events;

namespace Marten.Events;

/// <summary>Reads, and writes that wait for <see cref="IDocumentSession.SaveChangesAsync"/>.</summary>
public interface IEventStoreOperations : IQueryEventStore
{
    /// <summary>Appends to a stream at whatever version saving finds; starts it where it does not exist.</summary>
    StreamAction Append(Guid stream, params object[] events);

    /// <inheritdoc cref="Append(Guid, object[])"/>
    StreamAction Append(Guid stream, IEnumerable<object> events);

    /// <summary>Appends to a stream only if it is at the version that these events leave it at.</summary>
    /// <param name="expectedVersion">Version of the stream AFTER the append.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedVersion"/> is less than the number of events.</exception>
    StreamAction Append(Guid stream, long expectedVersion, params object[] events);

    /// <inheritdoc cref="Append(Guid, long, object[])"/>
    StreamAction Append(Guid stream, long expectedVersion, IEnumerable<object> events);

    /// <summary>Starts a stream of a type; saving refuses when it exists.</summary>
    /// <exception cref="EmptyEventStreamException">No events.</exception>
    StreamAction StartStream<TAggregate>(Guid id, params object[] events) where TAggregate : class;

    /// <inheritdoc cref="StartStream{TAggregate}(Guid, object[])"/>
    StreamAction StartStream<TAggregate>(Guid id, IEnumerable<object> events) where TAggregate : class;

    /// <inheritdoc cref="StartStream{TAggregate}(Guid, object[])"/>
    StreamAction StartStream(Type aggregateType, Guid id, params object[] events);

    /// <summary>Starts a stream without a type.</summary>
    /// <exception cref="Exceptions.StreamTypeMissingException">The store demands a type.</exception>
    /// <exception cref="EmptyEventStreamException">No events.</exception>
    StreamAction StartStream(Guid id, params object[] events);

    /// <inheritdoc cref="StartStream(Guid, object[])"/>
    StreamAction StartStream(Guid id, IEnumerable<object> events);
}

using JasperFx.Events;

namespace Marten.Events;

/// <summary>Reads of the event store.</summary>
public interface IQueryEventStore
{
    /// <summary>Events of one stream in the order of their versions; none for a stream that does not exist.</summary>
    /// <param name="version">Last version to read; 0 for all.</param>
    /// <param name="timestamp">Last moment to read (inclusive).</param>
    /// <param name="fromVersion">First version to read.</param>
    /// <exception cref="Exceptions.UnknownEventTypeException">An event has an alias that was not registered.</exception>
    /// <exception cref="Exceptions.EventDeserializationFailureException">An event cannot be read as its type.</exception>
    Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default);

    /// <returns>Null for a stream that does not exist.</returns>
    Task<StreamState?> FetchStreamStateAsync(Guid streamId, CancellationToken token = default);
}

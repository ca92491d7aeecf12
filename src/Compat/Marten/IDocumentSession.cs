using Marten.Events;

namespace Marten;

/// <summary>A unit of work: everything queued is saved in one transaction, or nothing is.</summary>
public interface IDocumentSession : IDocumentOperations
{
    new IEventStoreOperations Events { get; }

    /// <summary>User name of the events that this session saves.</summary>
    string? LastModifiedBy { get; set; }

    /// <summary>Header of every event that this session saves.</summary>
    void SetHeader(string key, object value);

    /// <returns>Null where there is no such header.</returns>
    object? GetHeader(string key);

    /// <summary>Forgets what is queued.</summary>
    void EjectAllPendingChanges();

    /// <summary>
    /// Saves what is queued in one transaction. It is durable when this returns. Never retried: when the connection breaks, or the token
    /// is cancelled, while COMMIT is on its way, the outcome is unknown and the exception says no more than that.
    /// </summary>
    /// <exception cref="Exceptions.ExistingStreamIdCollisionException">A stream to start exists.</exception>
    /// <exception cref="JasperFx.Events.EventStreamUnexpectedMaxEventIdException">A stream is at another version than expected.</exception>
    /// <exception cref="Exceptions.NonExistentStreamException">An append would start a stream where starts must declare a type.</exception>
    /// <exception cref="Exceptions.MartenCommandException">PostgreSQL or the connection failed.</exception>
    Task SaveChangesAsync(CancellationToken token = default);
}

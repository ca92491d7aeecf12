using Marten.Events;

namespace Marten;

/// <summary>Writes that wait for the session to save.</summary>
public interface IDocumentOperations : IQuerySession
{
    new IEventStoreOperations Events { get; }

    /// <summary>Queues a statement of the caller's for the transaction of the save, after the events.</summary>
    /// <param name="sql">One statement; every <c>?</c> is a parameter, operators with a question mark included. Must return no rows.</param>
    /// <param name="parameterValues">Values in the order of their marks; a null needs a cast in the statement.</param>
    void QueueSqlCommand(string sql, params object[] parameterValues);

    /// <inheritdoc cref="QueueSqlCommand(string, object[])"/>
    /// <param name="placeholder">Mark to use instead of <c>?</c>.</param>
    void QueueSqlCommand(char placeholder, string sql, params object[] parameterValues);
}

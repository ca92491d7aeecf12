using System.Data;

namespace Marten;

/// <summary>The way to one database; one for a whole process, safe for all threads.</summary>
public interface IDocumentStore : IDisposable, IAsyncDisposable
{
    IMartenStorage Storage { get; }

    /// <summary>A session that writes and reads.</summary>
    IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    /// <summary>A session that reads.</summary>
    IQuerySession QuerySession();
}

using Marten.Events;

namespace Marten;

/// <summary>Reads. One session serves one task at a time.</summary>
public interface IQuerySession : IDisposable, IAsyncDisposable
{
    IQueryEventStore Events { get; }

    /// <summary>Cause of the events that this session saves; from the current activity unless set.</summary>
    string? CausationId { get; set; }

    /// <summary>Correlation of the events that this session saves; from the current activity unless set.</summary>
    string? CorrelationId { get; set; }

    string TenantId { get; }
}

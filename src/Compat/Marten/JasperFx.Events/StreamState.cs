namespace JasperFx.Events;

/// <summary>The row of one stream.</summary>
public class StreamState
{
    public Guid Id { get; set; }

    /// <summary>Null in stores whose streams are identified by <see cref="Id"/>.</summary>
    public string? Key { get; set; }

    /// <summary>Version of the newest event.</summary>
    public long Version { get; set; }

    /// <summary>Declared type, where this store has started a stream of it; else null, as nothing else tells the store which type an alias means.</summary>
    public Type? AggregateType { get; set; }

    /// <summary>Column <c>timestamp</c>. In Rich mode an append does not move it: it is when the stream was started.</summary>
    public DateTimeOffset LastTimestamp { get; set; }

    public DateTimeOffset Created { get; set; }

    public bool IsArchived { get; set; }
}

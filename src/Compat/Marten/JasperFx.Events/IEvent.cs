namespace JasperFx.Events;

/// <summary>One event and what the store knows about it.</summary>
public interface IEvent
{
    /// <summary>Id of the event; one that is set before the append is kept.</summary>
    Guid Id { get; set; }

    /// <summary>Place in the stream, from 1. Set by saving or reading.</summary>
    long Version { get; set; }

    /// <summary>Place in the whole store; has gaps. Set by saving or reading.</summary>
    long Sequence { get; set; }

    object Data { get; }

    Guid StreamId { get; set; }

    /// <summary>Null in stores whose streams are identified by <see cref="StreamId"/>.</summary>
    string? StreamKey { get; set; }

    /// <summary>When the event was saved, UTC, by the application's clock; one that is set before the append is kept.</summary>
    DateTimeOffset Timestamp { get; set; }

    string TenantId { get; set; }

    /// <summary>CLR type of <see cref="Data"/>.</summary>
    Type EventType { get; }

    /// <summary>Alias in column <c>type</c>.</summary>
    string EventTypeName { get; set; }

    /// <summary>Text of column <c>mt_dotnet_type</c>.</summary>
    string DotNetTypeName { get; set; }

    string? CausationId { get; set; }

    string? CorrelationId { get; set; }

    Dictionary<string, object>? Headers { get; set; }

    bool IsArchived { get; set; }

    /// <summary>Alias of the stream's type; not filled by reading.</summary>
    string? AggregateTypeName { get; set; }

    string? UserName { get; set; }

    void SetHeader(string key, object value);

    /// <returns>Null where there is no such header.</returns>
    object? GetHeader(string key);
}

/// <summary>One event of a known type.</summary>
public interface IEvent<out T> : IEvent where T : notnull
{
    new T Data { get; }
}

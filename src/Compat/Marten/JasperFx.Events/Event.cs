namespace JasperFx.Events;

/// <summary>Envelope of one event. Give it to an append instead of the bare data to choose its id, time or headers.</summary>
public class Event<T>(T data) : IEvent<T> where T : notnull
{
    public Guid Id { get; set; } = Guid.NewGuid();

    public long Version { get; set; }

    public long Sequence { get; set; }

    public T Data { get; set; } = data;

    object IEvent.Data => Data;

    public Guid StreamId { get; set; }

    public string? StreamKey { get; set; }

    public DateTimeOffset Timestamp { get; set; }

    public string TenantId { get; set; } = StorageConstants.DefaultTenantId;

    public Type EventType => typeof(T);

    public string EventTypeName { get; set; } = null!;

    public string DotNetTypeName { get; set; } = null!;

    public string? CausationId { get; set; }

    public string? CorrelationId { get; set; }

    public Dictionary<string, object>? Headers { get; set; }

    public bool IsArchived { get; set; }

    public string? AggregateTypeName { get; set; }

    public string? UserName { get; set; }

    public void SetHeader(string key, object value) => (Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Headers?.GetValueOrDefault(key);

    /// <summary>Two envelopes of one type are equal when their ids are.</summary>
    public override bool Equals(object? obj) => obj is Event<T> other && other.GetType() == GetType() && other.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();
}

namespace JasperFx.Events;

/// <summary>Whether a stream must not exist yet.</summary>
public enum StreamActionType
{
    Start,
    Append,
}

/// <summary>What one session is going to do to one stream.</summary>
public class StreamAction
{
    private readonly List<IEvent> events = [];

    public StreamAction(Guid stream, StreamActionType actionType)
    {
        Id = stream;
        ActionType = actionType;
    }

    public Guid Id { get; }

    public string? Key => null;

    public StreamActionType ActionType { get; }

    /// <summary>Type that a start declared.</summary>
    public Type? AggregateType { get; set; }

    /// <summary>Alias of <see cref="AggregateType"/>; set by saving.</summary>
    public string? AggregateTypeName { get; internal set; }

    public string TenantId { get; set; } = StorageConstants.DefaultTenantId;

    public IReadOnlyList<IEvent> Events => events;

    /// <summary>Version that the stream must have before the append; null to take what saving finds.</summary>
    public long? ExpectedVersionOnServer { get; set; }

    /// <summary>Version after the append; set by saving.</summary>
    public long Version { get; set; }

    public StreamAction AddEvent(IEvent @event)
    {
        if (@event.Id == Guid.Empty)
            @event.Id = Guid.NewGuid();
        @event.StreamId = Id;
        @event.TenantId = TenantId;
        events.Add(@event);
        return this;
    }

    public StreamAction AddEvents(IReadOnlyList<IEvent> events)
    {
        foreach (var @event in events)
            AddEvent(@event);
        return this;
    }
}

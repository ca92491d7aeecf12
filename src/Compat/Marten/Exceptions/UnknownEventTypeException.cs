namespace Marten.Exceptions;

/// <summary>A stored event has an alias that was not registered.</summary>
public class UnknownEventTypeException(string eventTypeName, long sequence) : MartenException(
    $"Unknown event type name alias '{eventTypeName}'. You may need to register this event type through StoreOptions.Events.AddEventType(type)")
{
    public const long UnknownSequence = -1;

    public UnknownEventTypeException(string eventTypeName) : this(eventTypeName, UnknownSequence)
    {
    }

    public string EventTypeName { get; } = eventTypeName;

    /// <summary>Sequence of the event, or <see cref="UnknownSequence"/>.</summary>
    public long Sequence { get; } = sequence;
}

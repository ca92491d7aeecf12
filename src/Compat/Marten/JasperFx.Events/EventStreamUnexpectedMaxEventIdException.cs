namespace JasperFx.Events;

/// <summary>A stream is not at the version that an append was based on; nothing was written.</summary>
public class EventStreamUnexpectedMaxEventIdException : ConcurrencyException
{
    public EventStreamUnexpectedMaxEventIdException(string? message) : base(message)
    {
    }

    public EventStreamUnexpectedMaxEventIdException(object id, Type? aggregateType, long expected, long actual)
        : base($"Unexpected starting version number for event stream '{id}', expected {expected} but was {actual}", aggregateType, id)
        => AggregateType = aggregateType;

    public Type? AggregateType { get; }
}

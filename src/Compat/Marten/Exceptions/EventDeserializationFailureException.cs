namespace Marten.Exceptions;

/// <summary>A stored event cannot be read as the type its alias stands for.</summary>
public class EventDeserializationFailureException : MartenException
{
    internal EventDeserializationFailureException(long sequence, string eventTypeName, Exception innerException)
        : base($"Event deserialization error on sequence = {sequence} for event type {eventTypeName}", innerException)
    {
        Sequence = sequence;
        EventTypeName = eventTypeName;
    }

    public long Sequence { get; }

    public string EventTypeName { get; }
}

namespace JasperFx.Events;

/// <summary>A stream cannot be started without an event.</summary>
public class EmptyEventStreamException(Guid id) : Exception($"A new event stream ('{id}') cannot be started without any events");

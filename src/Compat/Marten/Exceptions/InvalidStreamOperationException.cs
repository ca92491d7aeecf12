namespace Marten.Exceptions;

/// <summary>An archived stream takes no more events; nothing was written.</summary>
public class InvalidStreamOperationException(string message) : MartenException(message);

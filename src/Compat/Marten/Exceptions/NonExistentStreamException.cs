namespace Marten.Exceptions;

/// <summary>An append would have started a stream in a store where streams are started with their type; nothing was written.</summary>
public class NonExistentStreamException(object id) : MartenException($"Attempt to append to a nonexistent event stream '{id}'")
{
    public object Id { get; } = id;
}

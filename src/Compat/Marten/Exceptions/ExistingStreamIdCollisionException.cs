namespace Marten.Exceptions;

/// <summary>A stream that was to be started exists; nothing was written.</summary>
public class ExistingStreamIdCollisionException(object id, Type? aggregateType) : MartenException($"Stream #{id} already exists in the database")
{
    public object Id { get; } = id;

    public Type? AggregateType { get; } = aggregateType;
}

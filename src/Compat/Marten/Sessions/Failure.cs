using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Sessions;

/// <summary>What a failure of PostgreSQL means to a caller.</summary>
internal static class Failure
{
    /// <param name="stream">Stream whose statement failed, where one did.</param>
    public static Exception Of(NpgsqlException failure, StreamAction? stream) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "mt_streams" } when stream is not null =>
            new ExistingStreamIdCollisionException(stream.Id, stream.AggregateType),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mt_events_stream_and_version" } collision =>
            new EventStreamUnexpectedMaxEventIdException(collision.MessageText),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure } => new ConcurrentUpdateException(failure),
        _ => new MartenCommandException(null, failure),
    };
}

using Npgsql;

namespace Marten.Exceptions;

/// <summary>
/// PostgreSQL or the way to it failed; the inner exception says how. When the inner exception is not a <see cref="PostgresException"/> the
/// connection broke, and a transaction whose COMMIT was on its way may or may not have been committed.
/// </summary>
public class MartenCommandException(NpgsqlCommand? command, Exception innerException)
    : MartenException($"Marten Command Failure: {innerException.Message}", innerException)
{
    public NpgsqlCommand? Command { get; } = command;
}

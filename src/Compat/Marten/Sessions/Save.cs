using System.Data;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Sessions;

/// <summary>
/// One transaction: every stream's row and events, then the caller's statements, in one batch (one round trip), then COMMIT. Nothing is
/// retried. An append that does not say which version it expects, or expects a new stream, first reads the stream's row, as Marten does.
/// </summary>
internal sealed class Save(Session session, List<StreamAction> streams, List<QueuedCommand> commands)
{
    public async Task Run(NpgsqlDataSource source, IsolationLevel isolation, CancellationToken token)
    {
        await using var batch = new SaveBatch(session);
        try
        {
            await using var connection = await source.OpenConnectionAsync(token);
            foreach (var stream in streams)
                batch.Add(stream, await VersionBefore(connection, stream, token));
            foreach (var command in commands)
                batch.Add(command);

            StreamAction? missed;
            await using (var transaction = await connection.BeginTransactionAsync(isolation, token))
            {
                missed = await batch.Execute(transaction, token);
                if (missed is null)
                    await transaction.CommitAsync(token);
            }

            if (missed is not null)
                throw await Mismatch(connection, missed, token);
        }
        catch (NpgsqlException failure)
        {
            throw Failure.Of(failure, batch.Current);
        }
    }

    /// <summary>Version that the stream has before this save; null where the save has to make the stream.</summary>
    private async Task<long?> VersionBefore(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        if (stream.ActionType == StreamActionType.Start)
            return stream.ExpectedVersionOnServer is null or 0 ? null : throw Unexpected(stream, 0);
        if (stream.ExpectedVersionOnServer is > 0)
            return stream.ExpectedVersionOnServer;

        var (version, _) = await Row(connection, stream, token);
        if (version is null && session.Options.EventGraph.UseMandatoryStreamTypeDeclaration)
            throw new NonExistentStreamException(stream.Id);
        if (version is > 0 && stream.ExpectedVersionOnServer == 0)
            throw Unexpected(stream, version.Value);
        return version;
    }

    private async Task<Exception> Mismatch(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        var (version, archived) = await Row(connection, stream, token);
        return archived
            ? new InvalidStreamOperationException($"Attempted to append event to archived stream with Id '{stream.Id}'.")
            : Unexpected(stream, version ?? 0);
    }

    private async Task<(long? Version, bool Archived)> Row(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            $"select version, is_archived from {session.Options.EventGraph.DatabaseSchemaName}.mt_streams where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream.Id });
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? (row.GetInt64(0), row.GetBoolean(1)) : (null, false);
    }

    private static EventStreamUnexpectedMaxEventIdException Unexpected(StreamAction stream, long actual) =>
        new(stream.Id, stream.AggregateType, stream.ExpectedVersionOnServer ?? stream.Version - stream.Events.Count, actual);
}

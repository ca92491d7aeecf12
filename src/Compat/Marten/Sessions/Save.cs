using System.Data;
using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Sessions;

/// <summary>
/// One transaction: every stream's row and events, then the caller's statements, in one batch (one round trip), then COMMIT. Nothing is
/// retried. An append that does not say which version it expects, or expects a new stream, first reads the stream's row, as Marten does.
/// </summary>
internal sealed class Save(Session session, List<StreamAction> streams, List<QueuedCommand> commands)
{
    private readonly EventGraph graph = session.Options.EventGraph;
    private readonly EventColumns columns = EventColumns.For(session.Options.EventGraph.MetadataConfig);
    private readonly List<(StreamAction Stream, IEvent? Event)> results = [];
    private int done;

    public async Task Run(NpgsqlDataSource source, IsolationLevel isolation, CancellationToken token)
    {
        await using var batch = new NpgsqlBatch();
        try
        {
            await using var connection = await source.OpenConnectionAsync(token);
            foreach (var stream in streams)
                Add(batch, stream, await StartingVersion(connection, stream, token));
            foreach (var command in commands)
                batch.BatchCommands.Add(command.Build());

            StreamAction? missed;
            await using (var transaction = await connection.BeginTransactionAsync(isolation, token))
            {
                (batch.Connection, batch.Transaction) = (connection, transaction);
                missed = await Execute(batch, token);
                if (missed is null)
                    await transaction.CommitAsync(token);
            }

            if (missed is not null)
                throw await Mismatch(connection, missed, token);
        }
        catch (NpgsqlException failure)
        {
            throw Failure.Of(failure, done < results.Count ? results[done].Stream : null);
        }
    }

    /// <summary>Version that the stream has before this save; null where the save has to make the stream.</summary>
    private async Task<long?> StartingVersion(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        if (stream.ActionType == StreamActionType.Start)
            return null;
        if (stream.ExpectedVersionOnServer is > 0)
            return stream.ExpectedVersionOnServer;

        var (version, _) = await Current(connection, stream, token);
        if (version is null && graph.UseMandatoryStreamTypeDeclaration)
            throw new NonExistentStreamException(stream.Id);
        if (version is not null and not 0 && stream.ExpectedVersionOnServer == 0)
            throw new EventStreamUnexpectedMaxEventIdException(stream.Id, stream.AggregateType, 0, version.Value);
        return version;
    }

    private void Add(NpgsqlBatch batch, StreamAction stream, long? before)
    {
        stream.Version = (before ?? 0) + stream.Events.Count;
        stream.AggregateTypeName = stream.AggregateType is null ? null : graph.AggregateAlias(stream.AggregateType);
        var row = Command(batch, stream, null, before is null
            ? $"insert into {graph.DatabaseSchemaName}.mt_streams (id, version, type, tenant_id) values ($1, $2, $3, $4) returning version"
            : $"update {graph.DatabaseSchemaName}.mt_streams set version = $2 where id = $1 and version = $3 and not is_archived returning version");
        row.Add(new NpgsqlParameter<Guid> { TypedValue = stream.Id });
        row.Add(new NpgsqlParameter<long> { TypedValue = stream.Version });
        if (before is null)
        {
            row.Add(new NpgsqlParameter { Value = (object?)stream.AggregateTypeName ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
            row.Add(new NpgsqlParameter { Value = stream.TenantId, NpgsqlDbType = NpgsqlDbType.Varchar });
        }
        else
        {
            row.Add(new NpgsqlParameter<long> { TypedValue = before.Value });
        }

        var (version, now) = (before ?? 0, graph.TimeProvider.GetUtcNow());
        foreach (var @event in stream.Events)
        {
            @event.Version = ++version;
            Complete(@event, now);
            columns.Bind(
                Command(batch, stream, @event,
                    $"insert into {graph.DatabaseSchemaName}.mt_events ({columns.Inserted}) values ({columns.Marks}, " +
                    $"nextval('{graph.DatabaseSchemaName}.mt_events_sequence')) returning seq_id"),
                @event, session.Options.Serializer);
        }
    }

    private NpgsqlParameterCollection Command(NpgsqlBatch batch, StreamAction stream, IEvent? @event, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        results.Add((stream, @event));
        return command.Parameters;
    }

    /// <summary>What the caller set on the envelope stays; the session's headers win over the envelope's, as in Marten.</summary>
    private void Complete(IEvent @event, DateTimeOffset now)
    {
        if (@event.Timestamp == default)
            @event.Timestamp = now;
        var metadata = graph.MetadataConfig;
        if (metadata.CausationIdEnabled)
            @event.CausationId ??= session.CausationId;
        if (metadata.CorrelationIdEnabled)
            @event.CorrelationId ??= session.CorrelationId;
        if (metadata.UserNameEnabled)
            @event.UserName ??= session.LastModifiedBy;
        if (metadata.HeadersEnabled)
        {
            foreach (var (key, value) in session.Headers ?? [])
                @event.SetHeader(key, value);
        }
    }

    /// <summary>Every statement of ours returns one row, so the first result that does not come belongs to the statement that failed.</summary>
    /// <returns>The stream whose row was not as expected, or null when every statement did what it should.</returns>
    private async Task<StreamAction?> Execute(NpgsqlBatch batch, CancellationToken token)
    {
        var reader = await batch.ExecuteReaderAsync(token);
        StreamAction? missed = null;
        try
        {
            while (done < results.Count)
            {
                var (stream, @event) = results[done];
                if (!await reader.ReadAsync(token))
                    return missed = stream;
                if (@event is not null)
                    @event.Sequence = reader.GetInt64(0);
                done++;
                await reader.NextResultAsync(token);
            }

            while (await reader.NextResultAsync(token))
            {
            }

            return null;
        }
        finally
        {
            await Close(reader, expectFailure: missed is not null);
        }
    }

    /// <summary>After a missed update the inserts behind it may fail too; what the caller is told is the miss.</summary>
    private static async Task Close(NpgsqlDataReader reader, bool expectFailure)
    {
        try
        {
            await reader.DisposeAsync();
        }
        catch (PostgresException) when (expectFailure)
        {
        }
    }

    private async Task<Exception> Mismatch(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        var (version, archived) = await Current(connection, stream, token);
        return archived
            ? new InvalidStreamOperationException($"Attempted to append event to archived stream with Id '{stream.Id}'.")
            : new EventStreamUnexpectedMaxEventIdException(
                stream.Id, stream.AggregateType, stream.Version - stream.Events.Count, version ?? 0);
    }

    private async Task<(long? Version, bool Archived)> Current(NpgsqlConnection connection, StreamAction stream, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(
            $"select version, is_archived from {graph.DatabaseSchemaName}.mt_streams where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream.Id });
        await using var row = await command.ExecuteReaderAsync(token);
        return await row.ReadAsync(token) ? (row.GetInt64(0), row.GetBoolean(1)) : (null, false);
    }
}

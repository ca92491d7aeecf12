using JasperFx.Events;
using Marten.Events;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Sessions;

/// <summary>The statements of one save. Each of ours returns one row, so the first result that does not come belongs to the one that failed.</summary>
internal sealed class SaveBatch(Session session) : IAsyncDisposable
{
    private readonly EventGraph graph = session.Options.EventGraph;
    private readonly EventColumns columns = session.Options.EventGraph.Columns;
    private readonly NpgsqlBatch batch = new();
    private readonly List<(StreamAction Stream, IEvent? Event)> results = [];
    private int done;

    /// <summary>Stream whose statement was being executed; null when none of ours was.</summary>
    public StreamAction? Current => done < results.Count ? results[done].Stream : null;

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    /// <param name="before">Version that the stream has; null where it has to be made.</param>
    public void Add(StreamAction stream, long? before)
    {
        stream.Version = (before ?? 0) + stream.Events.Count;
        stream.AggregateTypeName = stream.AggregateType is null ? null : graph.AggregateAlias(stream.AggregateType);
        var row = Command(stream, null, before is null
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
        var insert = $"insert into {graph.DatabaseSchemaName}.mt_events ({columns.Inserted}) " +
            $"values ({columns.Marks}, nextval('{graph.DatabaseSchemaName}.mt_events_sequence')) returning seq_id";
        foreach (var @event in stream.Events)
        {
            @event.Version = ++version;
            Complete(@event, now);
            columns.Bind(Command(stream, @event, insert), @event, session.Options.Serializer);
        }
    }

    public void Add(QueuedCommand command) => batch.BatchCommands.Add(command.Build());

    /// <returns>The stream that is not at the version that its update expects, or null when every statement did what it should.</returns>
    public async Task<StreamAction?> Execute(NpgsqlTransaction transaction, CancellationToken token)
    {
        (batch.Connection, batch.Transaction) = (transaction.Connection, transaction);
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

    private NpgsqlParameterCollection Command(StreamAction stream, IEvent? @event, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        results.Add((stream, @event));
        return command.Parameters;
    }

    /// <summary>What the caller set on the envelope stays; of headers of one name the session's wins, as in Marten.</summary>
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
}

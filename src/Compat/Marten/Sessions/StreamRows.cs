using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Sessions;

/// <summary>Reads of one stream.</summary>
internal sealed class StreamRows(NpgsqlDataSource source, StoreOptions options)
{
    private readonly EventGraph graph = options.EventGraph;

    public async Task<StreamState?> State(Guid id, CancellationToken token)
    {
        await using var command = source.CreateCommand(
            $"select version, type, timestamp, created, is_archived from {graph.DatabaseSchemaName}.mt_streams where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        try
        {
            await using var row = await command.ExecuteReaderAsync(token);
            return !await row.ReadAsync(token) ? null : new StreamState
            {
                Id = id,
                Version = row.GetInt64(0),
                AggregateType = row.IsDBNull(1) ? null : graph.AggregateTypeFor(row.GetString(1)),
                LastTimestamp = row.GetFieldValue<DateTimeOffset>(2),
                Created = row.GetFieldValue<DateTimeOffset>(3),
                IsArchived = row.GetBoolean(4),
            };
        }
        catch (NpgsqlException failure)
        {
            throw Failure.Of(failure, null);
        }
    }

    public async Task<IReadOnlyList<IEvent>> Events(Guid id, long version, DateTimeOffset? timestamp, long fromVersion, CancellationToken token)
    {
        var columns = graph.Columns;
        await using var command = source.CreateCommand(
            $"select {columns.Selected} from {graph.DatabaseSchemaName}.mt_events where stream_id = $1 and is_archived = false");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        if (version != 0)
            Restrict(command, "version <=", version, NpgsqlDbType.Bigint);
        if (fromVersion != 0)
            Restrict(command, "version >=", fromVersion, NpgsqlDbType.Bigint);
        if (timestamp is { } moment)
            Restrict(command, "timestamp <=", moment.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        command.CommandText += " order by version";

        try
        {
            var events = new List<IEvent>();
            await using var row = await command.ExecuteReaderAsync(token);
            while (await row.ReadAsync(token))
            {
                var @event = Read(row);
                columns.Fill(@event, row, options.Serializer);
                events.Add(@event);
            }

            return events;
        }
        catch (NpgsqlException failure)
        {
            throw Failure.Of(failure, null);
        }
    }

    private static void Restrict(NpgsqlCommand command, string comparison, object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        command.CommandText += $" and {comparison} ${command.Parameters.Count}";
    }

    private IEvent Read(NpgsqlDataReader row)
    {
        var (alias, sequence) = (row.GetString(EventColumns.Type), row.GetInt64(EventColumns.Sequence));
        var mapping = graph.MappingFor(alias, row.IsDBNull(EventColumns.DotNetType) ? null : row.GetString(EventColumns.DotNetType))
            ?? throw new UnknownEventTypeException(alias, sequence);
        try
        {
            if (!row.IsDBNull(EventColumns.Binary))
                throw new InvalidOperationException("the event is binary, and no binary serializer is here");
            return mapping.Wrap(options.Serializer.Read(row.GetFieldValue<byte[]>(EventColumns.Data), mapping.Type));
        }
        catch (Exception failure) when (failure is not NpgsqlException)
        {
            throw new EventDeserializationFailureException(sequence, alias, failure);
        }
    }
}

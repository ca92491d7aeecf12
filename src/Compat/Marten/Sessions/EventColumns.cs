using JasperFx.Events;
using Marten.Events;
using Marten.Services;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Sessions;

/// <summary>The columns of <c>mt_events</c> in the order in which both the insert and the select name them.</summary>
internal sealed class EventColumns
{
    public const int Data = 0, Type = 1, DotNetType = 2, Binary = 3, Sequence = 4;

    private const int FirstOptional = 9;
    private readonly Optional[] optional;

    private EventColumns(Optional[] optional)
    {
        this.optional = optional;
        var names = string.Concat(optional.Select(column => $", {column.Name}"));
        Selected = $"data, type, mt_dotnet_type, bdata, seq_id, id, version, timestamp, tenant_id{names}, stream_id";
        Inserted = $"data, type, mt_dotnet_type, id, stream_id, version, timestamp, tenant_id{names}, seq_id";
        Marks = string.Join(", ", Enumerable.Range(1, 8 + optional.Length).Select(index => $"${index}"));
    }

    /// <summary>Columns of a select.</summary>
    public string Selected { get; }

    /// <summary>Columns of an insert; <c>seq_id</c> is last and comes from the sequence.</summary>
    public string Inserted { get; }

    /// <summary>Parameters of an insert, without <c>seq_id</c>.</summary>
    public string Marks { get; }

    public static EventColumns For(MetadataConfig metadata)
    {
        var optional = new List<Optional>();
        if (metadata.CorrelationIdEnabled)
            optional.Add(Text("correlation_id", e => e.CorrelationId, (e, value) => e.CorrelationId = value));
        if (metadata.CausationIdEnabled)
            optional.Add(Text("causation_id", e => e.CausationId, (e, value) => e.CausationId = value));
        if (metadata.HeadersEnabled)
            optional.Add(new Optional("headers", NpgsqlDbType.Jsonb,
                (e, json) => e.Headers is null ? null : json.Write(e.Headers),
                (e, row, at, json) => e.Headers = json.Read<Dictionary<string, object>>(row.GetFieldValue<byte[]>(at))));
        if (metadata.UserNameEnabled)
            optional.Add(Text("user_name", e => e.UserName, (e, value) => e.UserName = value));
        return new EventColumns([.. optional]);
    }

    /// <summary>Adds the values of an insert in the order of <see cref="Inserted"/>.</summary>
    public void Bind(NpgsqlParameterCollection parameters, IEvent e, SystemTextJsonSerializer json)
    {
        parameters.Add(new NpgsqlParameter { Value = json.Write(e.Data), NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter { Value = e.EventTypeName, NpgsqlDbType = NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter { Value = e.DotNetTypeName, NpgsqlDbType = NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.Id });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.StreamId });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = e.Version });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = e.Timestamp.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter { Value = e.TenantId, NpgsqlDbType = NpgsqlDbType.Varchar });
        foreach (var column in optional)
            parameters.Add(new NpgsqlParameter { Value = column.Get(e, json) ?? DBNull.Value, NpgsqlDbType = column.DbType });
    }

    /// <summary>Puts what the row knows into the envelope; the row comes from <see cref="Selected"/>.</summary>
    public void Fill(IEvent e, NpgsqlDataReader row, SystemTextJsonSerializer json)
    {
        e.Sequence = row.GetInt64(Sequence);
        e.Id = row.GetGuid(5);
        e.Version = row.GetInt64(6);
        e.Timestamp = row.GetFieldValue<DateTimeOffset>(7);
        e.TenantId = row.GetString(8);
        e.StreamId = row.GetGuid(FirstOptional + optional.Length);
        for (var index = 0; index < optional.Length; index++)
        {
            if (!row.IsDBNull(FirstOptional + index))
                optional[index].Set(e, row, FirstOptional + index, json);
        }
    }

    private static Optional Text(string name, Func<IEvent, string?> get, Action<IEvent, string> set) =>
        new(name, NpgsqlDbType.Varchar, (e, _) => get(e), (e, row, at, _) => set(e, row.GetString(at)));

    private sealed record Optional(
        string Name,
        NpgsqlDbType DbType,
        Func<IEvent, SystemTextJsonSerializer, object?> Get,
        Action<IEvent, NpgsqlDataReader, int, SystemTextJsonSerializer> Set);
}

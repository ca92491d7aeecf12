using Marten.Events;

namespace Marten.Schema;

/// <summary>One thing that the database must have.</summary>
/// <param name="Key">As <see cref="Catalogue"/> tells it.</param>
/// <param name="Ddl">Statement that creates it.</param>
/// <param name="Table">Table that it stands in.</param>
/// <param name="IsPartOfTable">True for a column: creating its table creates it.</param>
internal sealed record SchemaObject(string Key, string Ddl, string Table, bool IsPartOfTable = false)
{
    /// <summary>Everything in schema <c>$1</c>, one line each. Reads the catalogue alone, so any role can assert.</summary>
    public const string Catalogue =
        """
        select 'schema' from pg_namespace where nspname = $1
        union all
        select case c.relkind when 'S' then 'sequence ' when 'i' then 'index ' else 'table ' end || c.relname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'S', 'i')
        union all
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        union all
        select 'constraint ' || k.conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname = $1
        """;

    /// <summary>All objects in the order in which they can be created.</summary>
    public static IEnumerable<SchemaObject> All(EventGraph graph)
    {
        var schema = graph.DatabaseSchemaName;
        yield return new("schema", $"create schema if not exists {schema};", "");

        foreach (var needed in TableOf(schema, "mt_streams", "constraint pkey_mt_streams_id primary key (id)",
            ("id", "uuid", "not null"),
            ("type", "character varying", "null"),
            ("version", "bigint", "null"),
            ("timestamp", "timestamp with time zone", "not null default (now())"),
            ("created", "timestamp with time zone", "not null default (now())"),
            ("tenant_id", "character varying", "null default '*DEFAULT*'"),
            ("compacted_version", "bigint", "not null default 0"),
            ("is_archived", "boolean", "null default false")))
            yield return needed;

        foreach (var needed in TableOf(schema, "mt_events", "constraint pkey_mt_events_seq_id primary key (seq_id)", [.. EventColumns(graph.MetadataConfig)]))
            yield return needed;
        yield return new("constraint fkey_mt_events_stream_id",
            $"alter table {schema}.mt_events add constraint fkey_mt_events_stream_id foreign key (stream_id) references {schema}.mt_streams (id) on delete cascade;",
            "mt_events");
        yield return new("index pk_mt_events_stream_and_version",
            $"create unique index pk_mt_events_stream_and_version on {schema}.mt_events using btree (stream_id, version);", "mt_events");
        yield return new("sequence mt_events_sequence",
            $"create sequence {schema}.mt_events_sequence owned by {schema}.mt_events.seq_id;", "mt_events");

        foreach (var needed in TableOf(schema, "mt_event_progression", "constraint pk_mt_event_progression primary key (name)",
            ("name", "character varying", "not null"),
            ("last_seq_id", "bigint", "null"),
            ("last_updated", "timestamp with time zone", "null default (transaction_timestamp())")))
            yield return needed;
    }

    private static IEnumerable<(string Name, string Type, string Declaration)> EventColumns(MetadataConfig metadata)
    {
        yield return ("seq_id", "bigint", "not null");
        yield return ("id", "uuid", "not null");
        yield return ("stream_id", "uuid", "null");
        yield return ("version", "bigint", "not null");
        yield return ("data", "jsonb", "not null");
        yield return ("bdata", "bytea", "null");
        yield return ("type", "character varying(500)", "not null");
        yield return ("timestamp", "timestamp with time zone", "not null default (now())");
        yield return ("tenant_id", "character varying", "null default '*DEFAULT*'");
        yield return ("mt_dotnet_type", "character varying", "null");
        if (metadata.CorrelationIdEnabled)
            yield return ("correlation_id", "character varying", "null");
        if (metadata.CausationIdEnabled)
            yield return ("causation_id", "character varying", "null");
        if (metadata.HeadersEnabled)
            yield return ("headers", "jsonb", "null");
        if (metadata.UserNameEnabled)
            yield return ("user_name", "character varying", "null");
        yield return ("is_archived", "boolean", "null default false");
    }

    private static IEnumerable<SchemaObject> TableOf(string schema, string table, string primaryKey, params (string Name, string Type, string Declaration)[] columns)
    {
        var lines = columns.Select(column => $"    {column.Name} {column.Type} {column.Declaration},\n");
        yield return new($"table {table}", $"create table {schema}.{table} (\n{string.Concat(lines)}    {primaryKey}\n);", table);
        foreach (var (name, type, declaration) in columns)
            yield return new($"column {table}.{name} {type}", $"alter table {schema}.{table} add column {name} {type} {declaration};", table, IsPartOfTable: true);
    }
}

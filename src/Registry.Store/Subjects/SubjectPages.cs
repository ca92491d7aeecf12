using Npgsql;
using NpgsqlTypes;

namespace Registry.Store.Subjects;

/// <summary>Rows of many subjects in one round trip, and what happened since: what an index in memory is built from and kept by.</summary>
public sealed class SubjectPages(NpgsqlDataSource app)
{
    private const string NextRows =
        """
        select subject.subject_id, subject.version, subject.sealed, streams.version
        from registry.subject as subject left join events.mt_streams as streams on streams.id = subject.subject_id
        where subject.subject_id > $1 order by subject.subject_id limit $2
        """;

    private const string FindRows =
        """
        select subject.subject_id, subject.version, subject.sealed, streams.version
        from registry.subject as subject left join events.mt_streams as streams on streams.id = subject.subject_id
        where subject.subject_id = any($1)
        """;

    /// <summary>The next rows in the order of their ids.</summary>
    /// <param name="after">Id of the last row before; empty for the first page.</param>
    /// <param name="most">Rows at most.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<IReadOnlyList<(Guid Subject, SubjectRow Row)>> Next(Guid after, int most, CancellationToken cancel) => Rows(
        NextRows, cancel, new NpgsqlParameter<Guid> { TypedValue = after }, new NpgsqlParameter<int> { TypedValue = most });

    /// <summary>The rows of these subjects; those that are not there are left out.</summary>
    public Task<IReadOnlyList<(Guid Subject, SubjectRow Row)>> Find(Guid[] subjects, CancellationToken cancel) =>
        Rows(FindRows, cancel, new NpgsqlParameter<Guid[]> { TypedValue = subjects });

    /// <summary>Those of the tags whose rows were replaced once.</summary>
    public async Task<IReadOnlyList<byte[]>> Superseded(byte[][] tags, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select tag from registry.superseded where tag = any($1)");
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = tags, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        return await Read(command, reader => reader.GetFieldValue<byte[]>(0), cancel);
    }

    /// <summary>Version of every subject's row: finds the subject of an event whose stream nobody knows yet.</summary>
    public async Task<IReadOnlyList<(Guid Subject, long Version)>> Versions(CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select subject_id, version from registry.subject");
        return await Read(command, reader => (reader.GetGuid(0), reader.GetInt64(1)), cancel);
    }

    /// <summary>Number of the last event of each of these streams, and of the last one that is of no quiet type.</summary>
    public async Task<IReadOnlyList<(Guid Stream, long Number, long Told)>> LastEvents(Guid[] streams, string[] quiet, CancellationToken cancel)
    {
        await using var command = app.CreateCommand(
            "select stream_id, max(seq_id), coalesce(max(seq_id) filter (where type <> all($2)), 0) from events.mt_events where stream_id = any($1) group by stream_id");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = streams });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = quiet });
        return await Read(command, reader => (reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2)), cancel);
    }

    /// <summary>Events after a number, in the order of their numbers. A transaction that commits later may still bring a smaller one.</summary>
    public async Task<IReadOnlyList<(long Number, Guid Stream)>> EventsAfter(long number, int most, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select seq_id, stream_id from events.mt_events where seq_id > $1 order by seq_id limit $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await Read(command, reader => (reader.GetInt64(0), reader.GetGuid(1)), cancel);
    }

    /// <summary>The greatest number of any event; 0 where there is none.</summary>
    public async Task<long> LastEvent(CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<IReadOnlyList<(Guid Subject, SubjectRow Row)>> Rows(string sql, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using var command = app.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await Read(
            command,
            reader => (reader.GetGuid(0), new SubjectRow(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.IsDBNull(3) ? 0 : reader.GetInt64(3))),
            cancel);
    }

    private static async Task<IReadOnlyList<T>> Read<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> one, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(one(reader));
        return rows;
    }
}

using Npgsql;
using NpgsqlTypes;
using Registry.Store.Streams;

namespace Registry.Store.Subjects;

/// <summary>The rows that decisions and look-ups read: one round trip each, by key, whatever they find.</summary>
public sealed class SubjectRows(NpgsqlDataSource app)
{
    private const string FindRow =
        """
        select subject.version, subject.sealed, streams.version
        from (select $1::uuid as id) as asked
        left join registry.subject as subject on subject.subject_id = asked.id
        left join events.mt_streams as streams on streams.id = asked.id and streams.type <> 'dossier'
        where subject.subject_id is not null or streams.id is not null
        """;

    /// <summary>
    /// The row of a subject with the head of its own stream, or null where there is neither. A stream without its row, of version 0: they are written
    /// together, so somebody took it away. (A dossier's stream is named by chance and has no row under its own name.)
    /// </summary>
    public async Task<SubjectRow?> Find(Guid subject, CancellationToken cancel)
    {
        await using var command = app.CreateCommand(FindRow);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new SubjectRow(
                reader.IsDBNull(0) ? 0 : reader.GetInt64(0), reader.IsDBNull(1) ? [] : reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? 0 : reader.GetInt64(2))
            : null;
    }

    /// <summary>Version of a subject's row alone; 0 where there is none.</summary>
    public async Task<long> VersionOf(Guid subject, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select version from registry.subject where subject_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    /// <summary>True when a row of this tag was replaced once: whoever finds it in use again sees a row that was put back.</summary>
    public async Task<bool> IsSuperseded(byte[] tag, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select 1 from registry.superseded where tag = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = tag, NpgsqlDbType = NpgsqlDbType.Bytea });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>A request that was answered, or null.</summary>
    public async Task<KeptRequest?> FindRequest(byte[] key, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select body, result from registry.request where key = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key, NpgsqlDbType = NpgsqlDbType.Bytea });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new KeptRequest(key, reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1))
            : null;
    }

    /// <summary>The bucket of a certificate tag; the caller compares in constant time.</summary>
    public async Task<IReadOnlyList<byte[]>> CertificateBucket(int tag, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select entry from registry.certificate_index where tag = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = tag });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var bucket = new List<byte[]>();
        while (await reader.ReadAsync(cancel))
            bucket.Add(reader.GetFieldValue<byte[]>(0));
        return bucket;
    }
}

/// <summary>A subject's row as stored.</summary>
/// <param name="Version">Random; changes with every event of any of the subject's streams.</param>
/// <param name="Sealed">Facts and slots, sealed under the facts key.</param>
/// <param name="StreamVersion">Head of the subject's own stream in the event store; 0 when it has none.</param>
public sealed record SubjectRow(long Version, byte[] Sealed, long StreamVersion);

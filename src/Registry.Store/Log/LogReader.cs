using System.Runtime.CompilerServices;
using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>Reads the log as it is stored: ciphertext, hashes, notes. For export and inspection, under a login of its own.</summary>
/// <param name="reader">Data source of the login <c>registry_log_reader</c>; not owned.</param>
public sealed class LogReader(NpgsqlDataSource reader)
{
    private const string Columns = "idx, record_id, audit_epoch, actor, justification, subject, leaf_hash";

    /// <summary>Records from (inclusive) to until (exclusive), in order.</summary>
    public async IAsyncEnumerable<LogRecord> Records(long from, long until, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = reader.CreateCommand($"select {Columns} from access_log.record where idx >= $1 and idx < $2 order by idx");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return Read(rows);
    }

    /// <summary>One record by its id, or null.</summary>
    public async Task<LogRecord?> Find(Guid recordId, CancellationToken cancel)
    {
        await using var command = reader.CreateCommand($"select {Columns} from access_log.record where record_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = recordId });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Read(rows) : null;
    }

    /// <summary>Entries that stand in the log, signed or not.</summary>
    public async Task<long> Size(CancellationToken cancel)
    {
        await using var command = reader.CreateCommand("select coalesce(max(idx) + 1, 0) from access_log.record");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Every stored note of a checkpoint, the newest first.</summary>
    public async IAsyncEnumerable<StoredCheckpoint> CheckpointsDown([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = reader.CreateCommand(
            "select s.size, c.root, s.note from access_log.signature s join access_log.checkpoint c using (size) order by s.size desc, s.added desc");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return ReadCheckpoint(rows);
    }

    /// <summary>Every signed note from a size on, in order of size; of one size the newest is last.</summary>
    public async IAsyncEnumerable<StoredCheckpoint> Checkpoints(long from, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = reader.CreateCommand(
            "select s.size, c.root, s.note from access_log.signature s join access_log.checkpoint c using (size) where s.size >= $1 order by s.size, s.added");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return ReadCheckpoint(rows);
    }

    /// <summary>The wrapped key of an audit epoch, or null where there is none or it was destroyed. Only the inspectorate can unwrap it.</summary>
    public async Task<byte[]?> AuditEpoch(Guid epoch, CancellationToken cancel)
    {
        await using var command = reader.CreateCommand("select wrapped from access_log.audit_epoch where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = epoch });
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>Every wrapped audit epoch key that is there still, oldest first.</summary>
    public async IAsyncEnumerable<StoredAuditEpoch> AuditEpochs([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = reader.CreateCommand("select id, wrapped, created from access_log.audit_epoch where wrapped is not null order by created, id");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return new StoredAuditEpoch(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>The lines that shredding left, with what opens their actor parts for everybody, in order.</summary>
    public async IAsyncEnumerable<StoredErasure> Erasures([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = reader.CreateCommand(
            "select r.idx, e.record_id, e.actor_key from log_erasure.erasure e join access_log.record r using (record_id) order by r.idx");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return new StoredErasure(rows.GetInt64(0), rows.GetGuid(1), rows.GetFieldValue<byte[]>(2));
    }

    /// <summary>Epochs that an erasure reaches whose line stands, whether their keys are gone already or not.</summary>
    public async Task<IReadOnlySet<Guid>> ErasedEpochs(CancellationToken cancel)
    {
        await using var command = reader.CreateCommand("select e.epoch from log_erasure.erased_epoch e join access_log.record r on r.record_id = e.erasure");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var epochs = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel))
            epochs.Add(rows.GetGuid(0));
        return epochs;
    }

    /// <summary>Number, first and last index of the lines of some epochs; reads the whole table.</summary>
    public async Task<(long Lines, long First, long Last)> LinesOf(IReadOnlyCollection<Guid> epochs, CancellationToken cancel)
    {
        await using var command = reader.CreateCommand(
            "select count(*), coalesce(min(idx), 0), coalesce(max(idx), 0) from access_log.record where audit_epoch = any ($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = epochs.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return (rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
    }

    private static LogRecord Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetGuid(2),
        new StoredRecord(row.GetGuid(1), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(4)),
        new TreeHash(row.GetFieldValue<byte[]>(6)));

    private static StoredCheckpoint ReadCheckpoint(NpgsqlDataReader row) =>
        new(new TreeHead(row.GetInt64(0), new TreeHash(row.GetFieldValue<byte[]>(1))), row.GetString(2));
}

/// <summary>One line as the database holds it.</summary>
/// <param name="Index">Index of its leaf, counted from 0.</param>
/// <param name="AuditEpoch">Id of the key it is sealed under.</param>
/// <param name="Stored">The sealed parts.</param>
/// <param name="LeafHash">RFC 6962 hash of the leaf.</param>
public sealed record LogRecord(long Index, Guid AuditEpoch, StoredRecord Stored, TreeHash LeafHash);

/// <summary>A checkpoint with one signed note of it.</summary>
/// <param name="Head">Size and root that the database committed itself to.</param>
/// <param name="Note">The signed note, as text.</param>
public sealed record StoredCheckpoint(TreeHead Head, string Note);

/// <summary>A wrapped audit epoch key.</summary>
/// <param name="Id">Id that records name.</param>
/// <param name="Wrapped">RSA-OAEP-256 to the inspectorate.</param>
/// <param name="Created">UTC.</param>
public sealed record StoredAuditEpoch(Guid Id, byte[] Wrapped, DateTimeOffset Created);

/// <summary>The line of an erasure, for everybody.</summary>
/// <param name="Index">Index of its leaf.</param>
/// <param name="RecordId">Id of its record.</param>
/// <param name="ActorKey">Key of its actor part, 32 bytes.</param>
public sealed record StoredErasure(long Index, Guid RecordId, byte[] ActorKey);

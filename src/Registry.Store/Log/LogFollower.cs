using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>A line as its follower read it.</summary>
/// <param name="RecordId">Id of the record.</param>
/// <param name="Index">Index of its leaf.</param>
/// <param name="Subject">The stored subject part.</param>
public sealed record FollowedLine(Guid RecordId, long Index, byte[] Subject);

/// <summary>
/// Reads the log as it grows and believes only what fits together: each line's stored bytes give its leaf, and the leaves continue the tree that
/// was seen before, also before a restart. For whoever acts on committed lines without being their writer.
/// </summary>
/// <remarks>One caller at a time. Trust: the login reads ciphertext and hashes. The file of what was seen notices a log that went back.</remarks>
public sealed class LogFollower
{
    /// <summary>Lines in one query; more come with the next.</summary>
    private const int Page = 4096;

    // PostgreSQL's defaults of its write-ahead log, in bytes (xlog_internal.h); larger segments make the first of these rules rarer and nothing wrong.
    private const ulong WalSegment = 16 * 1024 * 1024, WalPage = 8192, LongPageHeader = 40, PageHeader = 24;

    private static readonly TimeSpan FlushPoll = TimeSpan.FromMilliseconds(2), LongestFlush = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource reader;
    private readonly HighWaterMark seen;
    private RightEdge edge;
    private long marked;

    private LogFollower(NpgsqlDataSource reader, HighWaterMark seen, RightEdge edge) => (this.reader, this.seen, this.edge, marked) = (reader, seen, edge, edge.Size);

    /// <summary>Entries read so far.</summary>
    public long Size => edge.Size;

    /// <summary>Goes on from what was seen before; from the tree as it stands where nothing was.</summary>
    /// <param name="reader">Data source of <c>registry_log_reader</c>; not owned.</param>
    /// <param name="seenFile">Outside the database and not writable by its user.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="LogRolledBackException">The log is behind what was seen, or another one.</exception>
    public static async Task<LogFollower> Open(NpgsqlDataSource reader, string seenFile, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var seen = new HighWaterMark(seenFile);
        if (seen.Read() is { } known)
        {
            var follower = new LogFollower(reader, seen, known);
            await follower.CatchUp(cancel);
            return follower;
        }

        var stands = await Standing(reader, cancel);
        seen.Write(stands);
        return new LogFollower(reader, seen, stands);
    }

    /// <summary>The lines since the last call, on disk, at most some thousands; fewer than that mean that there are no more.</summary>
    /// <returns>The lines, and whether more wait.</returns>
    /// <exception cref="LogRolledBackException">The log went back, or its lines do not give the tree that it states.</exception>
    /// <exception cref="TimeoutException">The database does not get them to disk.</exception>
    public async Task<(IReadOnlyList<FollowedLine> Lines, bool More)> Next(CancellationToken cancel)
    {
        var (grown, lines) = (edge.Copy(), new List<FollowedLine>());
        var head = default(TreeHead);

        // Closed at both ends: without statistics (a young log, a restore) the planner reads the whole log for an open end, at every look.
        await using var command = reader.CreateCommand(
            """
            select t.size, t.root, r.idx, r.record_id, sha256(r.actor), r.subject
              from access_log.tree_state t left join access_log.record r on r.idx >= $1 and r.idx < $2
             order by r.idx
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = edge.Size });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = edge.Size + Page });
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                head = new TreeHead(rows.GetInt64(0), new TreeHash(rows.GetFieldValue<byte[]>(1)));
                if (await rows.IsDBNullAsync(2, cancel))
                    break;
                var line = new FollowedLine(rows.GetGuid(3), rows.GetInt64(2), rows.GetFieldValue<byte[]>(5));
                if (line.Index != grown.Size)
                    throw new LogRolledBackException(LogRefusals.Missing(grown.Size));
                grown.Append(Merkle.Leaf(Entry(rows.GetFieldValue<byte[]>(4), line.Subject)));
                lines.Add(line);
            }
        }

        if (head.Size < edge.Size)
            throw new LogRolledBackException(LogRefusals.Older(head, edge.Size));
        if (head.Size == grown.Size && head.Root != grown.Root())
            throw new LogRolledBackException(LogRefusals.Changed(head, edge.Size));
        if (lines.Count < Page && head.Size != grown.Size)
            throw new LogRolledBackException(LogRefusals.Missing(grown.Size));
        if (lines.Count > 0)
            await OnDisk(cancel);
        edge = grown;
        return (lines, head.Size > grown.Size);
    }

    /// <summary>
    /// Until all that is visible now would outlast a power cut. The writer's own COMMIT need not have waited for that: whoever forces the deferred trigger
    /// of <c>tree_state</c> early and turns <c>synchronous_commit</c> off after it commits a line that the database may still lose.
    /// </summary>
    private async Task OnDisk(CancellationToken cancel)
    {
        var visible = await Place("select pg_current_wal_insert_lsn()", cancel);
        for (var waited = TimeSpan.Zero; await Place("select pg_current_wal_flush_lsn()", cancel) < visible; waited += FlushPoll)
        {
            if (waited > LongestFlush)
                throw new TimeoutException("The database does not write its log to disk.");
            await Task.Delay(FlushPoll, cancel);
        }
    }

    private async Task<ulong> Place(string sql, CancellationToken cancel)
    {
        await using var command = reader.CreateCommand(sql);
        var place = (ulong)(NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync(cancel))!;

        // At the beginning of a page the next record comes after its header, of which nothing is written before that record.
        return (place % WalSegment) switch { LongPageHeader => place - LongPageHeader, var inside when inside % WalPage == PageHeader => place - PageHeader, _ => place };
    }

    /// <summary>Keeps how far the log was seen, durably; to be called every second.</summary>
    public void Mark()
    {
        if (marked == edge.Size)
            return;
        seen.Write(edge);
        marked = edge.Size;
    }

    /// <summary>What happened while nobody followed: leaves alone, nothing is handed out of it.</summary>
    private async Task CatchUp(CancellationToken cancel)
    {
        while ((await Next(cancel)).More)
        {
        }

        Mark();
    }

    private static async Task<RightEdge> Standing(NpgsqlDataSource reader, CancellationToken cancel)
    {
        await using var command = reader.CreateCommand("select size, root, edge from access_log.tree_state");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        var head = new TreeHead(rows.GetInt64(0), new TreeHash(rows.GetFieldValue<byte[]>(1)));
        var stored = new byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(stored, head.Size);
        try
        {
            var stands = RightEdge.Parse([.. stored, .. rows.GetFieldValue<byte[][]>(2).SelectMany(hash => hash)]);
            return stands.Root() == head.Root ? stands : throw new LogRolledBackException(LogRefusals.Changed(head, 0));
        }
        catch (FormatException)
        {
            throw new LogRolledBackException(LogRefusals.Changed(head, 0));
        }
    }

    /// <summary><see cref="LeafEntry"/> from the hash of the actor part: who looked is not read here.</summary>
    private static byte[] Entry(ReadOnlySpan<byte> actorHash, ReadOnlySpan<byte> subject)
    {
        Span<byte> parts = stackalloc byte[2 * TreeHash.Length];
        actorHash.CopyTo(parts);
        SHA256.HashData(subject, parts[TreeHash.Length..]);
        return [LeafEntry.Version, .. SHA256.HashData(parts)];
    }
}

using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Signs the log about every second while it grows. Order: the database commits itself to (size, root); this process proves from the leaf
/// hashes that they continue what it signed last; the high-water mark goes to disk; only then the signature is made and kept.
/// </summary>
/// <remarks>
/// MUST NOT sign a smaller tree, or another tree of the same size: it stops for good and says why. Several processes may run one: the
/// holder of an advisory lock signs; safety does not rest on that lock, because each proves consistency with its own mark.
/// </remarks>
public sealed class Checkpointer : IAsyncDisposable
{
    private const long ElectionKey = 0x7265_676c_6f67;
    private const long Step = 65_536;

    private readonly NpgsqlDataSource app;
    private readonly HighWaterMark mark;
    private readonly Func<TreeHead, CancellationToken, ValueTask<string>> sign;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private RightEdge edge;
    private Task loop = Task.CompletedTask;
    private long lastSigned;

    private Checkpointer(
        NpgsqlDataSource app, HighWaterMark mark, RightEdge edge, Func<TreeHead, CancellationToken, ValueTask<string>> sign, TimeProvider time)
    {
        this.app = app;
        this.mark = mark;
        this.edge = edge;
        this.sign = sign;
        this.time = time;
    }

    /// <summary>Why signing stopped for good, or null. An alarm of the first rank.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Size and root that were signed last.</summary>
    public TreeHead Signed => edge.Head;

    /// <summary>Age of the newest signature of this process; null before the first. Alarm above a minute while the log grows.</summary>
    public TimeSpan? SinceLastSigned => Interlocked.Read(ref lastSigned) is > 0 and var at ? time.GetElapsedTime(at) : null;

    /// <summary>Checks the log against the high-water mark and signs it. Starts no loop yet.</summary>
    /// <param name="app">Data source of the service's login; not owned.</param>
    /// <param name="markPath">File beside the signing key, in a directory that the database's user cannot write.</param>
    /// <param name="sign">Makes the signed note for a checkpoint of this size and root, e.g. <see cref="Checkpoint.SignAsync"/> with every key of the log.</param>
    /// <exception cref="LogRolledBackException">The log is behind the mark, another one, or has entries and no mark.</exception>
    public static async Task<Checkpointer> Open(
        NpgsqlDataSource app, string markPath, Func<TreeHead, CancellationToken, ValueTask<string>> sign, TimeProvider? time, CancellationToken cancel)
    {
        var mark = new HighWaterMark(markPath);
        var known = mark.Read();
        var head = await TakeCheckpoint(app, cancel);
        if (known is null && head.Size > 0)
            throw new LogRolledBackException(
                $"The log has {head.Size} entries, but there is no high-water mark at {mark.Path}. Put the file back from where this log came: without it nobody can tell whether the log was cut.");

        // The mark of an empty log, before its first line: a crash before the first signature must not look like a lost mark.
        if (known is null)
            mark.Write(new RightEdge());
        var checkpointer = new Checkpointer(app, mark, known ?? new RightEdge(), sign, time ?? TimeProvider.System);
        try
        {
            await checkpointer.SignOnce(cancel);
            return checkpointer;
        }
        catch
        {
            await checkpointer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the log as it stands for the true one: writes a mark computed from all of its leaves. The caller writes a line that says so.</summary>
    /// <exception cref="LogRolledBackException">There is a mark already, or the leaves do not give the root.</exception>
    public static async Task<TreeHead> Adopt(NpgsqlDataSource app, string markPath, CancellationToken cancel)
    {
        var mark = new HighWaterMark(markPath);
        if (File.Exists(mark.Path))
            throw new LogRolledBackException($"There is a high-water mark at {mark.Path} already: this log needs no adoption.");
        var edge = await Continue(app, new RightEdge(), await TakeCheckpoint(app, cancel), cancel);
        mark.Write(edge);
        return edge.Head;
    }

    /// <summary>Begins to sign by itself.</summary>
    /// <param name="every">Null for one second.</param>
    public void Start(TimeSpan? every = null) => loop = Task.Run(() => Loop(every ?? TimeSpan.FromSeconds(1)));

    /// <summary>Signs the log once if it grew, or if its newest state has no signature yet.</summary>
    /// <returns>What is signed now; null when another process is signing.</returns>
    /// <exception cref="LogRolledBackException">See <see cref="Refusal"/>; never signs again.</exception>
    public async Task<TreeHead?> SignOnce(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (Refusal is not null)
                throw new LogRolledBackException(Refusal);
            await using var connection = await app.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (!await Elected(connection, cancel))
                return null;

            var head = await TakeCheckpoint(app, cancel);
            var next = await Continue(app, edge, head, cancel);
            if (head.Size == 0 || (head == edge.Head && await IsSigned(head.Size, cancel)))
                return head;

            if (head != edge.Head)
                mark.Write(next);
            edge = next;
            await Keep(head.Size, await sign(head, cancel), cancel);
            Interlocked.Exchange(ref lastSigned, Math.Max(1, time.GetTimestamp()));
            return head;
        }
        catch (LogRolledBackException refused)
        {
            Refusal ??= refused.Message;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops signing.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
        turn.Dispose();
    }

    private async Task Loop(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await SignOnce(stopping.Token);
                }
                catch (Exception cause) when (cause is not (LogRolledBackException or OperationCanceledException))
                {
                    // Database or vault away: appends go on or fail by themselves, the age of the last signature raises the alarm.
                }
            }
        }
        catch (Exception cause) when (cause is LogRolledBackException or OperationCanceledException)
        {
            // Stopped, or refused for good: Refusal says so.
        }
    }

    /// <summary>Appends the leaves that came since to a copy of the edge; what comes out must be the database's root.</summary>
    private static async Task<RightEdge> Continue(NpgsqlDataSource app, RightEdge from, TreeHead to, CancellationToken cancel)
    {
        if (to.Size < from.Size)
            throw new LogRolledBackException(
                $"The log has {to.Size} entries, but {from.Size} were signed: the database was rolled back or restored from an older backup. Nothing is signed until an operator has settled this.");

        var next = from.Copy();
        while (next.Size < to.Size)
            await AppendLeaves(app, next, Math.Min(next.Size + Step, to.Size), cancel);
        return next.Root() == to.Root
            ? next
            : throw new LogRolledBackException(
                $"The first {to.Size} entries of the log do not continue the {from.Size} that were signed: the database was changed. Nothing is signed until an operator has settled this.");
    }

    private static async Task AppendLeaves(NpgsqlDataSource app, RightEdge edge, long until, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select access_log.leaf_hashes($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = edge.Size });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            edge.Append(new TreeHash(reader.GetFieldValue<byte[]>(0)));
        if (edge.Size != until)
            throw new LogRolledBackException($"Entry {edge.Size} of the log is missing. Nothing is signed until an operator has settled this.");
    }

    // The lock ends with the transaction, so a pooled connection never carries it on.
    private static async Task<bool> Elected(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ElectionKey });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task<TreeHead> TakeCheckpoint(NpgsqlDataSource app, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select size, root from access_log.take_checkpoint()");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new TreeHead(reader.GetInt64(0), new TreeHash(reader.GetFieldValue<byte[]>(1)));
    }

    private async Task<bool> IsSigned(long size, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select size from access_log.newest_signature()");
        return await command.ExecuteScalarAsync(cancel) is long newest && newest == size;
    }

    private async Task Keep(long size, string note, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select access_log.add_signature($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = size });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = note });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

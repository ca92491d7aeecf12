using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Signs the log about every second while it grows. Order: the database commits itself to (size, root); this process proves from the leaf
/// hashes that they continue what it signed last; the high-water mark goes to disk; only then the signature is made and kept.
/// </summary>
/// <remarks>
/// MUST NOT sign a smaller tree, or another tree of the same size: it stops for good and says why. Several processes may run one: the
/// holder of an advisory lock signs. Safety does not rest on that lock, which any session can hold: each proves each time that the log continues
/// what it knew, and one that gets no turn for a minute says so in health.
/// </remarks>
public sealed class Checkpointer : IAsyncDisposable
{
    /// <summary>Key of the advisory lock.</summary>
    internal const long ElectionKey = 0x7265_676c_6f67;

    /// <summary>A log at rest is signed anew this often: an old timestamp then means a frozen log and not a quiet night.</summary>
    private static readonly TimeSpan SignAgainAfter = TimeSpan.FromMinutes(10);

    private readonly NpgsqlDataSource database;
    private readonly HighWaterMark mark;
    private readonly Func<TreeHead, CancellationToken, ValueTask<string>> sign;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private RightEdge edge;
    private TreeHead marked;
    private Task loop = Task.CompletedTask;
    private bool disposed;
    private long lastSigned;
    private long settled;
    private volatile StoredCheckpoint? newest;
    private volatile string? refusal;
    private volatile string? trouble;

    private Checkpointer(
        NpgsqlDataSource database, HighWaterMark mark, RightEdge edge, Func<TreeHead, CancellationToken, ValueTask<string>> sign, TimeProvider time)
    {
        this.database = database;
        this.mark = mark;
        this.edge = edge;
        marked = edge.Head;
        this.sign = sign;
        this.time = time;
        settled = time.GetTimestamp();
    }

    /// <summary>Why signing stopped for good, or null. An alarm of the first rank.</summary>
    public string? Refusal => refusal;

    /// <summary>In words, the kind of fault that the last round met.</summary>
    public string Trouble => trouble ?? "no fault";

    /// <summary>Size and root that were signed last.</summary>
    public TreeHead Signed => marked;

    /// <summary>The newest note that this process signed; null before the first.</summary>
    public StoredCheckpoint? Newest => newest;

    /// <summary>Age of the newest signature of this process; null before the first. Alarm above a minute while the log grows.</summary>
    public TimeSpan? SinceLastSigned => Interlocked.Read(ref lastSigned) is > 0 and var at ? time.GetElapsedTime(at) : null;

    /// <summary>
    /// For how long this process has not signed the log to its end; a log at rest is signed. Of several processes each has its turn within seconds. Moves
    /// with the clock alone and not with the lines, so that who asks for it learns of no look.
    /// </summary>
    public TimeSpan Unsigned => time.GetElapsedTime(Interlocked.Read(ref settled));

    /// <summary>Checks the log against everything that is remembered of it and signs it. Starts no loop yet.</summary>
    /// <param name="database">Data source of the login <c>registry_log_signer</c>; not owned.</param>
    /// <param name="markPath">File beside the signing key, in a directory that the database's user cannot write.</param>
    /// <param name="sign">Makes the signed note for a checkpoint of this size and root, e.g. <see cref="Checkpoint.SignAsync"/> with every key of the log.</param>
    /// <param name="time">Null for the system's.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <param name="remembered">What witnesses and exports keep of this log; a different place is proven from the first entry on.</param>
    /// <exception cref="LogRolledBackException">The log is behind the mark or a memory, another one, or has entries and no mark.</exception>
    public static async Task<Checkpointer> Open(
        NpgsqlDataSource database, string markPath, Func<TreeHead, CancellationToken, ValueTask<string>> sign, TimeProvider? time, CancellationToken cancel,
        IReadOnlyList<RememberedHead>? remembered = null)
    {
        var mark = new HighWaterMark(markPath);
        var known = mark.Read();
        var head = await LogLeaves.TakeCheckpoint(database, cancel);
        if (known is null && head.Size > 0)
            throw new LogRolledBackException(LogRefusals.NoMark(head, mark.Path));
        if (known is not null && head.Size < known.Size)
            throw new LogRolledBackException(LogRefusals.Older(head, known.Size));
        await DemandContinues(database, head, (remembered ?? []).Where(kept => kept.Head != known?.Head), cancel);

        // The mark of an empty log, before its first line: a crash before the first signature must not look like a lost mark.
        if (known is null)
            mark.Write(new RightEdge());
        var checkpointer = new Checkpointer(database, mark, known ?? new RightEdge(), sign, time ?? TimeProvider.System);
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

    /// <summary>
    /// Takes the log as it stands for the true one: writes a mark computed from all of its leaves. MUST be called after a line that says so
    /// is in the log (the line comes first, so that no crash adopts in silence).
    /// </summary>
    /// <exception cref="LogRolledBackException">There is a mark already, the leaves do not give the root, or a memory contradicts the log.</exception>
    public static async Task<TreeHead> Adopt(
        NpgsqlDataSource database, string markPath, CancellationToken cancel, IReadOnlyList<RememberedHead>? remembered = null)
    {
        var edge = await Adoptable(database, markPath, remembered ?? [], cancel);
        new HighWaterMark(markPath).Write(edge);
        return edge.Head;
    }

    /// <summary>Refuses what <see cref="Adopt"/> would refuse, and changes nothing: asked before the line is written.</summary>
    /// <exception cref="LogRolledBackException">As there.</exception>
    public static async Task<RightEdge> Adoptable(NpgsqlDataSource database, string markPath, IReadOnlyList<RememberedHead> remembered, CancellationToken cancel)
    {
        var mark = new HighWaterMark(markPath);
        if (File.Exists(mark.Path))
            throw new LogRolledBackException(LogRefusals.MarkStands(mark.Path));
        var head = await LogLeaves.TakeCheckpoint(database, cancel);
        await DemandContinues(database, head, remembered, cancel);
        return await Continue(database, new RightEdge(), head, cancel);
    }

    /// <summary>Begins to sign by itself.</summary>
    /// <param name="every">Null for one second.</param>
    public void Start(TimeSpan? every = null) => loop = Task.Run(() => Loop(every ?? TimeSpan.FromSeconds(1)));

    /// <summary>Signs the log once if it grew, or if its newest state has no signature yet.</summary>
    /// <returns>What is signed now; null when another process is signing, and the log is proven all the same.</returns>
    /// <exception cref="LogRolledBackException">See <see cref="Refusal"/>; never signs again.</exception>
    public async Task<TreeHead?> SignOnce(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (refusal is { } settled)
                throw new LogRolledBackException(settled);
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var elected = await Elected(connection, cancel);

            // Whoever signs, this process proves what it serves on: any session can hold the lock, and one that does signs nothing for us.
            var head = await LogLeaves.TakeCheckpoint(database, cancel);
            edge = await Continue(database, edge, head, cancel);
            if (!elected)
            {
                trouble = "another session that holds the signer's lock";
                return null;
            }

            if (head.Size == 0 || (head == newest?.Head && SinceLastSigned < SignAgainAfter))
            {
                Settle();
                return head;
            }

            if (head != marked)
            {
                // Another process of this host may have signed more since.
                if (mark.Read() is { } known && known.Size > head.Size)
                    throw new LogRolledBackException(LogRefusals.Older(head, known.Size));
                mark.Write(edge);
                marked = head;
            }

            var note = await sign(head, cancel);
            await Keep(database, head.Size, note, cancel);
            newest = new StoredCheckpoint(head, note);
            Interlocked.Exchange(ref lastSigned, Math.Max(1, time.GetTimestamp()));
            Settle();
            return head;
        }
        catch (LogRolledBackException refused)
        {
            Refuse(refused.Message);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Settle()
    {
        Interlocked.Exchange(ref settled, time.GetTimestamp());
        trouble = null;
    }

    /// <summary>Stops signing for good: evidence signed with the log's own keys contradicts the log.</summary>
    internal void Refuse(string why) => Interlocked.CompareExchange(ref refusal, why, null);

    /// <summary>Keeps a note of a checkpoint that the database committed itself to.</summary>
    internal static async Task Keep(NpgsqlDataSource database, long size, string note, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select access_log.add_signature($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = size });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = note });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Stops signing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
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
                    trouble = (cause as PostgresException)?.SqlState is { } state ? $"the database's error {state}" : cause.GetType().Name;
                }
            }
        }
        catch (Exception cause) when (cause is LogRolledBackException or OperationCanceledException)
        {
            // Stopped, or refused for good: Refusal says so.
        }
    }

    /// <summary>Appends the leaves that came since to a copy of the edge; what comes out must be the database's root.</summary>
    private static async Task<RightEdge> Continue(NpgsqlDataSource database, RightEdge from, TreeHead to, CancellationToken cancel)
    {
        if (to.Size < from.Size)
            throw new LogRolledBackException(LogRefusals.Older(to, from.Size));
        var next = await LogLeaves.Grow(database, from, to.Size, cancel);
        return next.Root() == to.Root ? next : throw new LogRolledBackException(LogRefusals.Changed(to, from.Size));
    }

    /// <summary>Every remembered state must be one that the log went through; one pass over the leaves for all of them.</summary>
    private static async Task DemandContinues(NpgsqlDataSource database, TreeHead head, IEnumerable<RememberedHead> remembered, CancellationToken cancel)
    {
        var edge = new RightEdge();
        foreach (var kept in remembered.OrderBy(kept => kept.Head.Size))
        {
            if (kept.Head.Size > head.Size)
                throw new LogRolledBackException(LogRefusals.Behind(kept, head));
            edge = await LogLeaves.Grow(database, edge, kept.Head.Size, cancel);
            if (edge.Head != kept.Head)
                throw new LogRolledBackException(LogRefusals.Forked(kept));
        }
    }

    // The lock ends with the transaction, so a pooled connection never carries it on.
    private static async Task<bool> Elected(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ElectionKey });
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}

using Npgsql;
using Registry.Sealing;
using Registry.Store.Log;

namespace Registry.Keys;

/// <summary>
/// The newest lines of the log, held ready for half a minute. It reads on once a second, and at once when a line is asked for that it has not seen;
/// everybody who asks meanwhile waits for the same reading. So the log is asked once a round and not once a look.
/// </summary>
/// <remarks>
/// How old a line is follows from when it was not there yet, by this process's own clock: no time that a server writes is believed. Lines of before
/// the start, and of a time in which the log could not be read, let nothing out any more; so no line does twice, across restarts either.
/// </remarks>
internal sealed class LogTail : ICommittedLines, IAsyncDisposable
{
    /// <summary>As long as a receipt lives.</summary>
    internal static readonly TimeSpan Life = new LogWriterOptions().ReceiptLife;

    /// <summary>Lines held at once; when more come within their life, the oldest are forgotten and let nothing out.</summary>
    internal const int Capacity = 65_536;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly LogFollower log;
    private readonly TimeProvider clock;
    private readonly Action eachSecond;
    private readonly TextWriter notes;
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Seen> held = [];
    private readonly Queue<Seen> oldestFirst = [];
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private Task? waiting;
    private Task ticking = Task.CompletedTask;
    private long previousRound;

    private LogTail(LogFollower log, TimeProvider clock, Action eachSecond, TextWriter notes) =>
        (this.log, this.clock, this.eachSecond, this.notes, previousRound) = (log, clock, eachSecond, notes, clock.GetTimestamp());

    /// <summary>Why nothing is released any more, or null. Only a new process goes on.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Queries to the log so far.</summary>
    internal long Rounds { get; private set; }

    /// <param name="reader">Of <c>registry_log_reader</c>; not owned.</param>
    /// <param name="seenFile">How far the log was seen.</param>
    /// <param name="clock">Ages lines.</param>
    /// <param name="eachSecond">Done beside each reading of its own accord.</param>
    /// <param name="notes">What the operator is told.</param>
    /// <param name="cancel">Gives up the start.</param>
    public static async Task<LogTail> Open(NpgsqlDataSource reader, string seenFile, TimeProvider clock, Action eachSecond, TextWriter notes, CancellationToken cancel)
    {
        var tail = new LogTail(await LogFollower.Open(reader, seenFile, cancel), clock, eachSecond, notes);
        tail.ticking = Task.Run(tail.KeepUp, CancellationToken.None);
        return tail;
    }

    /// <inheritdoc/>
    public async ValueTask<CommittedLine?> Fresh(Guid recordId, CancellationToken cancel)
    {
        if (Find(recordId) is { } known)
            return known;
        await Round().WaitAsync(cancel);
        return Find(recordId);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await ticking;
        await Quietly(running);
        log.Mark();
    }

    private CommittedLine? Find(Guid recordId)
    {
        if (Refusal is { } why)
            throw new KeysUnavailableException(why);
        lock (gate)
            return held.TryGetValue(recordId, out var seen) && clock.GetElapsedTime(seen.NotBefore) <= Life ? seen.Line : null;
    }

    /// <summary>A reading that begins after now: one that runs already may have begun before the line was there.</summary>
    private Task Round()
    {
        lock (gate)
            return waiting ??= After(running);
    }

    private async Task After(Task before)
    {
        await Task.Yield();
        await Quietly(before);
        lock (gate)
        {
            running = waiting!;
            waiting = null;
        }

        await ReadOn();
    }

    private async Task ReadOn()
    {
        if (Refusal is { } why)
            throw new KeysUnavailableException(why);
        try
        {
            var begun = clock.GetTimestamp();
            var more = true;
            while (more)
            {
                Rounds++;
                (var lines, more) = await log.Next(stopping.Token);
                Hold(lines);
            }

            previousRound = begun;
        }
        catch (LogRolledBackException another)
        {
            Refusal = another.Message;
            await notes.WriteLineAsync(another.Message);
            throw new KeysUnavailableException(another.Message, another);
        }
        catch (Exception down) when (down is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            throw new KeysUnavailableException("the access log cannot be read", down);
        }
    }

    private void Hold(IReadOnlyList<FollowedLine> lines)
    {
        lock (gate)
        {
            foreach (var line in lines)
            {
                var seen = new Seen(new CommittedLine(line.RecordId, line.Index, line.Subject), previousRound);
                held[line.RecordId] = seen;
                oldestFirst.Enqueue(seen);
            }

            while (oldestFirst.TryPeek(out var oldest) && (oldestFirst.Count > Capacity || clock.GetElapsedTime(oldest.NotBefore) > Life))
            {
                oldestFirst.Dequeue();
                held.Remove(oldest.Line.RecordId);
            }
        }
    }

    private async Task KeepUp()
    {
        var down = false;
        using var second = new PeriodicTimer(Tick, clock);
        try
        {
            while (await second.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await Round();
                    log.Mark();
                    eachSecond();
                    down = false;
                }
                catch (Exception unread) when (unread is KeysUnavailableException or IOException)
                {
                    if (!down)
                        await notes.WriteLineAsync($"nothing is released: {unread.Message}");
                    down = true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private static async Task Quietly(Task before)
    {
        try
        {
            await before;
        }
        catch (KeysUnavailableException)
        {
            // Told to those who waited for it.
        }
    }

    /// <summary>A line, and a moment at which it was not in the log yet.</summary>
    private readonly record struct Seen(CommittedLine Line, long NotBefore);
}

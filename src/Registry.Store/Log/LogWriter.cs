using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// The one way of this process into the access log. A result means that the line is on disk; everything else is an exception and
/// nothing may be released.
/// </summary>
/// <remarks>
/// <para>One task drains the queue: what is there, at once, up to a batch; one transaction a batch. Several processes may write: they
/// wait for the lock on the tree, and a batch is sent again after an unknown outcome because the log recognises record ids.</para>
/// <para>Receipts are made and signed after COMMIT, while the next batch is with the database; no answer is given without them.</para>
/// <para>Trust: the login can add lines and nothing else. It sees ciphertext only.</para>
/// </remarks>
public sealed class LogWriter : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(1);

    private readonly string app;
    private readonly LogWriterOptions options;
    private readonly TimeProvider time;
    private readonly LogFaults faults;
    private readonly BatchReceipts? receipts;
    private readonly LineQueue queue;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task draining;
    private AppendConnection? connection;
    private Task answeredBefore = Task.CompletedTask;
    private Task answered = Task.CompletedTask;
    private volatile bool connected = true;

    /// <param name="app">Connection string of the service's login, database <c>registry</c>. It is opened outside every pool.</param>
    /// <param name="options">Bounds; null for the defaults.</param>
    /// <param name="time">Clock of receipts, time-outs and back-off; null for the system's.</param>
    /// <param name="signer">Signs the callers' receipts; null for a log whose callers get none.</param>
    public LogWriter(string app, LogWriterOptions? options = null, TimeProvider? time = null, ReceiptSigner? signer = null)
        : this(app, options, time, LogFaults.None, signer)
    {
    }

    internal LogWriter(string app, LogWriterOptions? options, TimeProvider? time, LogFaults faults, ReceiptSigner? signer = null)
    {
        receipts = signer is null ? null : new BatchReceipts(signer);
        this.app = app;
        this.options = (options ?? new LogWriterOptions()).Checked();
        this.time = time ?? TimeProvider.System;
        this.faults = faults;
        queue = new LineQueue(this.options);
        draining = Task.Run(Drain);
    }

    /// <summary>How the writer fares now.</summary>
    public LogHealth Health => new(connected, queue.Depth);

    /// <summary>Why no line is answered any more, or null. An alarm of the first rank; only a new process goes on.</summary>
    public string? Refusal => receipts?.Refusal ?? options.Refused();

    /// <summary>Writes one line and returns when it is committed, or stale.</summary>
    /// <exception cref="LogUnavailableException">No confirmation in time, no database, or the line was refused.</exception>
    /// <exception cref="LogBusyException">The queue is full, or the share of the line in it.</exception>
    /// <exception cref="OperationCanceledException">The caller left; the line may still be written.</exception>
    public async Task<LineResult> Write(Line line, CancellationToken cancel) => (await WriteMany([line], cancel))[0];

    /// <summary>Writes the lines of one page in one transaction; each is checked for stale facts on its own.</summary>
    /// <returns>One result a line, in order.</returns>
    /// <exception cref="ArgumentException">No line, or more than a batch holds.</exception>
    /// <inheritdoc cref="Write"/>
    public async Task<IReadOnlyList<LineResult>> WriteMany(IReadOnlyList<Line> lines, CancellationToken cancel)
    {
        if (lines.Count < 1 || lines.Count > options.BatchSize)
            throw new ArgumentException($"a page has 1 to {options.BatchSize} lines", nameof(lines));
        cancel.ThrowIfCancellationRequested();
        if ((Refusal ?? (connected ? null : "the access log cannot be reached")) is { } why)
            throw new LogUnavailableException(why);

        var submission = new Submission(lines);
        queue.Enter(submission);
        try
        {
            return await submission.Answer.WaitAsync(options.AnswerWithin, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new LogUnavailableException("the access log did not answer in time");
        }
        finally
        {
            submission.Leave();
        }
    }

    /// <summary>Takes no more lines, writes those that wait, closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await stopping.CancelAsync();
        await draining;
        await answered;
        stopping.Dispose();
    }

    private async Task Drain()
    {
        try
        {
            while (await queue.WaitForLines())
            {
                if (queue.TakeBatch() is { Count: > 0 } batch)
                    await Process(batch);
            }
        }
        finally
        {
            connected = false;
            await Disconnect();
        }
    }

    private async Task Process(List<Submission> batch)
    {
        try
        {
            List<Line> lines = [.. batch.SelectMany(submission => submission.Lines)];
            var appended = await AppendOnce(lines);

            // At most two batches wait for their signature: a processor that is too slow to sign slows the writer down, not the memory up.
            await answeredBefore;
            var previous = answeredBefore = answered;
            answered = Task.Run(() => Answer(previous, batch, lines, appended));
        }
        catch (PostgresException refused) when (AppendConnection.IsAboutTheLines(refused))
        {
            // One line that the log refuses must not take the others with it.
            if (batch.Count == 1)
            {
                batch[0].Fail(new LogUnavailableException("the access log refused the line", refused));
                return;
            }

            await Process(batch[..(batch.Count / 2)]);
            await Process(batch[(batch.Count / 2)..]);
        }
        catch (Exception cause)
        {
            // Known or not, no answer is given for these lines. What did get written is a line without an answer, which harms nobody.
            foreach (var submission in batch)
                submission.Fail(new LogUnavailableException("the access log cannot be reached", cause));
            await Disconnect();
            await Reconnect();
        }
    }

    /// <summary>
    /// One transaction; when its outcome is unknown, once more on a new connection. The second takes the lock before it looks the record
    /// ids up, so the first has either committed by then or is gone: nothing is lost and nothing written twice.
    /// </summary>
    private async Task<AppendedBatch> AppendOnce(List<Line> lines)
    {
        try
        {
            connection ??= await Connect();
            return await connection.Append(lines);
        }
        catch (Exception cause) when (cause is not PostgresException { SqlState.Length: 5 } refused || !AppendConnection.StaysOpen(refused))
        {
            await Disconnect();
            connection = await Connect();
            return (await connection.Append(lines)).OrFirst((cause as UnknownOutcomeException)?.Attempt);
        }
    }

    private async Task Answer(Task previous, List<Submission> batch, List<Line> lines, AppendedBatch appended)
    {
        await previous;
        try
        {
            var signed = receipts is null ? new SignedReceipt?[lines.Count] : await receipts.Make(lines, appended);
            Complete(batch, appended, signed);
        }
        catch (Exception cause)
        {
            // The lines stand; without their receipts nobody is answered.
            foreach (var submission in batch)
                submission.Fail(cause as LogUnavailableException ?? new LogUnavailableException("no receipt could be made", cause));
        }
    }

    private void Complete(List<Submission> batch, AppendedBatch appended, SignedReceipt?[] signed)
    {
        var expires = time.GetUtcNow() + options.ReceiptLife;
        var at = 0;
        foreach (var submission in batch)
        {
            var first = at;
            at += submission.Lines.Count;
            try
            {
                var results = new LineResult[submission.Lines.Count];
                for (var i = 0; i < results.Length; i++)
                    results[i] = Result(submission.Lines[i], appended.Lines[first + i], signed[first + i], expires);
                submission.Complete(results);
            }
            catch (LogUnavailableException conflicting)
            {
                submission.Fail(conflicting);
            }
        }
    }

    private static LineResult Result(Line line, Appended answer, SignedReceipt? signed, DateTimeOffset expires)
    {
        if (answer.Outcome == "stale")
            return new LineResult.Stale();
        if (answer is not { Outcome: "written" or "repeated" or "conflicting", Index: { } index })
            throw new LogUnavailableException("the access log gave an answer that this program does not know");

        var position = new LinePosition(line.RecordId, index, answer.Size, answer.Root, signed);
        if (!line.IsGrant)
            return new LineResult.Noted(position);

        // An outcome line is sealed anew each time it is sent, a grant is not: other bytes under its id mean that it is not this line.
        if (answer.Outcome == "conflicting")
            throw new LogUnavailableException("the record id belongs to another line");
        return new LineResult.Granted(
            new Domain.Access.Receipt(line.RecordId, index, answer.Size, line.Subject, line.Granted, expires, line.Sealed.Opening), position);
    }

    private async Task Reconnect()
    {
        connected = false;
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            FailWaiting();
            if (stopping.IsCancellationRequested)
                return;
            try
            {
                connection = await Connect();
                connected = true;
                return;
            }
            catch (Exception cause) when (cause is NpgsqlException or TimeoutException or IOException)
            {
                await Task.Delay(backoff, time, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private void FailWaiting()
    {
        foreach (var submission in queue.TakeBatch())
            submission.Fail(new LogUnavailableException("the access log cannot be reached"));
    }

    private Task<AppendConnection> Connect() => AppendConnection.Open(app, options.AppendWithin, faults, CancellationToken.None);

    private async Task Disconnect()
    {
        var old = connection;
        connection = null;
        if (old is not null)
            await old.Abandon();
    }
}

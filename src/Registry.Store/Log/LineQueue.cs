using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Registry.Store.Log;

/// <summary>
/// Submissions on their way to the one task that writes them, in the order in which they came; bounded by lines, because lines are what a batch holds. Each
/// share is bounded by itself: one caller's flood shuts nobody else out.
/// </summary>
internal sealed class LineQueue(LogWriterOptions options)
{
    private readonly Channel<Submission> channel = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, int> shares = new(StringComparer.Ordinal);
    private Submission? carried;
    private int waiting;

    /// <summary>Lines that wait now.</summary>
    public int Depth => Volatile.Read(ref waiting);

    /// <exception cref="LogBusyException">Too many lines wait already, of all or of this share.</exception>
    /// <exception cref="LogUnavailableException">The queue is closed.</exception>
    public void Enter(Submission submission)
    {
        // The share first: what it has no place for is never counted among all, or a flood would be refused and shut others out all the same.
        var lines = submission.Lines.Count;
        if (CountShare(submission, lines) > options.Share)
        {
            CountShare(submission, -lines);
            throw new LogBusyException("too many lines of one share wait for the access log");
        }

        Exception? refused =
            Interlocked.Add(ref waiting, lines) > options.Capacity ? new LogBusyException("too many lines wait for the access log")
            : channel.Writer.TryWrite(submission) ? null : new LogUnavailableException("the access log is closing");
        if (refused is null)
            return;
        Out(submission);
        throw refused;
    }

    /// <summary>Takes no more; what waits can still be taken out.</summary>
    public void Close() => channel.Writer.TryComplete();

    /// <summary>False when the queue is closed and empty.</summary>
    public async ValueTask<bool> WaitForLines() => carried is not null || await channel.Reader.WaitToReadAsync();

    /// <summary>What waits, up to a batch. Callers that are gone are dropped; the lines of one caller stay together.</summary>
    public List<Submission> TakeBatch()
    {
        var batch = new List<Submission>();
        var lines = 0;
        while (true)
        {
            var next = carried;
            carried = null;
            if (next is null && !channel.Reader.TryRead(out next))
                return batch;
            if (lines + next.Lines.Count > options.BatchSize)
            {
                carried = next;
                return batch;
            }

            Out(next);
            if (!next.TryTake())
                continue;
            batch.Add(next);
            lines += next.Lines.Count;
        }
    }

    private void Out(Submission submission)
    {
        Interlocked.Add(ref waiting, -submission.Lines.Count);
        CountShare(submission, -submission.Lines.Count);
    }

    /// <summary>How many of the share wait with these. There are as many shares as agencies, so none is forgotten.</summary>
    private int CountShare(Submission submission, int lines) => submission.Share is { } share ? shares.AddOrUpdate(share, lines, (_, n) => n + lines) : 0;
}

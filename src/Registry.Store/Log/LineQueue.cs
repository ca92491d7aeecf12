using System.Threading.Channels;

namespace Registry.Store.Log;

/// <summary>Submissions on their way to the one task that writes them; bounded by lines, because lines are what a batch holds.</summary>
internal sealed class LineQueue(int capacity, int batchSize)
{
    private readonly Channel<Submission> channel = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private Submission? carried;
    private int waiting;

    /// <summary>Lines that wait now.</summary>
    public int Depth => Volatile.Read(ref waiting);

    /// <exception cref="LogBusyException">Too many lines wait already.</exception>
    /// <exception cref="LogUnavailableException">The queue is closed.</exception>
    public void Enter(Submission submission)
    {
        var refused = Interlocked.Add(ref waiting, submission.Lines.Count) > capacity
            ? new LogBusyException("too many lines wait for the access log")
            : channel.Writer.TryWrite(submission) ? null : (Exception)new LogUnavailableException("the access log is closing");
        if (refused is null)
            return;
        Interlocked.Add(ref waiting, -submission.Lines.Count);
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
            if (lines + next.Lines.Count > batchSize)
            {
                carried = next;
                return batch;
            }

            Interlocked.Add(ref waiting, -next.Lines.Count);
            if (!next.TryTake())
                continue;
            batch.Add(next);
            lines += next.Lines.Count;
        }
    }
}

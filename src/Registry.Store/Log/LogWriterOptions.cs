namespace Registry.Store.Log;

/// <summary>Bounds of the log writer.</summary>
public sealed record LogWriterOptions
{
    /// <summary>Lines that may wait; above it callers get <see cref="LogBusyException"/>.</summary>
    public int Capacity { get; init; } = 4096;

    /// <summary>
    /// Lines of one <see cref="Line.Share"/> that may wait: whoever floods a slow log fills its own share, and the others' lines wait behind no more than it.
    /// </summary>
    public int Share { get; init; } = 512;

    /// <summary>Lines in one transaction, and the longest page.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>How long a caller waits for its line. It bounds the caller, never the writer.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a receipt opens fields; it dies with the call at the latest.</summary>
    public TimeSpan ReceiptLife { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server may work on a batch before COMMIT (waiting for the lock included). Past it the batch is rolled back, so that
    /// a stuck lock cannot keep the writer for ever. It never reaches COMMIT.
    /// </summary>
    public TimeSpan AppendWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asked before each page: why nobody is answered any more, or null. The signer knows when the log came back as another one.</summary>
    public Func<string?> Refused { get; init; } = () => null;

    internal LogWriterOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchSize, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, BatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Share, BatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AnswerWithin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReceiptLife, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(AppendWithin, TimeSpan.FromSeconds(1));
        return this;
    }
}

/// <summary>How the log writer fares, for readiness and alarms.</summary>
/// <param name="Connected">False while the database is gone: every read is refused.</param>
/// <param name="QueueDepth">Lines that wait now.</param>
public sealed record LogHealth(bool Connected, int QueueDepth);

namespace Grpc.AspNetCore.Server;

/// <summary>
/// Watches one call's deadline. Either the handler or the deadline answers, never both: whoever claims first. A handler that
/// comes second has its result dropped; what it has done by then stays done.
/// </summary>
internal sealed class CallDeadline : IAsyncDisposable
{
    private const int Open = 0;
    private const int Claimed = 1;
    private const int Passed = 2;

    /// <summary>Timers count 32 bits of milliseconds; a longer wait is taken in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly CancellationTokenSource _cancel;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Task> _answer;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ITimer _timer;
    private int _state = Open;

    /// <param name="timeout">More than zero.</param>
    /// <param name="answer">Sends DEADLINE_EXCEEDED and must not throw.</param>
    /// <param name="aborted">Trips when the caller goes away.</param>
    public CallDeadline(TimeSpan timeout, Func<Task> answer, CancellationToken aborted)
    {
        _answer = answer;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        Token = _cancel.Token;
        Deadline = _clock.GetUtcNow().UtcDateTime + timeout;
        _timer = _clock.CreateTimer(static self => ((CallDeadline)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait(timeout);
    }

    public DateTime Deadline { get; }

    /// <summary>Trips when the caller goes away and when the deadline has been answered.</summary>
    public CancellationToken Token { get; }

    /// <summary>Claims the answer for the handler. False: it is the deadline's, and on the wire when this returns.</summary>
    public async ValueTask<bool> Claim()
    {
        if (Interlocked.CompareExchange(ref _state, Claimed, Open) == Open)
            return true;
        await _answered.Task;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _cancel.Dispose();
    }

    private void Wait(TimeSpan timeout) => _timer.Change(timeout < LongestWait ? timeout : LongestWait, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        var left = Deadline - _clock.GetUtcNow().UtcDateTime;
        if (left > TimeSpan.Zero)
            Wait(left);
        else if (Interlocked.CompareExchange(ref _state, Passed, Open) == Open)
            _ = Pass();
    }

    private async Task Pass()
    {
        try
        {
            await _answer();
            await _cancel.CancelAsync();
        }
        finally
        {
            _answered.SetResult();
        }
    }
}

using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>How long a call may go on. Whoever gives it up first says how it ended: its token, its deadline, or disposal.</summary>
internal sealed class CallLife : IDisposable
{
    /// <summary>The longest that a timer waits. A call that is still open then has passed any deadline that was meant.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly CancellationTokenSource _cancel = new();
    private readonly ITimer? _timer;
    private readonly CancellationTokenRegistration _caller;
    private readonly CancellationTokenRegistration _channel;
    private readonly DateTime _deadline;
    private Reason? _reason;

    /// <exception cref="InvalidOperationException">The deadline is not UTC.</exception>
    public CallLife(CallOptions options, CancellationToken closed)
    {
        _deadline = options.Deadline ?? DateTime.MaxValue;
        if (_deadline != DateTime.MaxValue && _deadline != DateTime.MinValue && _deadline.Kind != DateTimeKind.Utc)
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        Token = _cancel.Token;
        if (_deadline != DateTime.MaxValue)
        {
            Timeout = _deadline - Now;
            _timer = Watch(Timeout.Value);
        }

        _caller = options.CancellationToken.Register(() => GiveUp(StatusCode.Cancelled, "Call canceled by the client."));
        _channel = closed.Register(() => GiveUp(StatusCode.Cancelled, "gRPC call disposed."));
    }

    public CancellationToken Token { get; }

    /// <summary>What to tell the server; null without a deadline.</summary>
    public TimeSpan? Timeout { get; }

    public bool DeadlineHasPassed => _deadline <= Now;

    /// <summary>How the call was given up, or null while it was not.</summary>
    public Status? GivenUp => _reason?.Status;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public void GiveUp(StatusCode code, string detail)
    {
        if (Interlocked.CompareExchange(ref _reason, new Reason(new Status(code, detail)), null) is not null)
            return;
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended in the meantime.
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _caller.Dispose();
        _channel.Dispose();
        _cancel.Dispose();
    }

    private ITimer? Watch(TimeSpan timeout)
    {
        if (timeout > TimeSpan.Zero)
            return TimeProvider.System.CreateTimer(
                _ => GiveUp(StatusCode.DeadlineExceeded, ""),
                null,
                timeout < LongestWait ? timeout : LongestWait,
                System.Threading.Timeout.InfiniteTimeSpan);
        GiveUp(StatusCode.DeadlineExceeded, "");
        return null;
    }

    private sealed record Reason(Status Status);
}

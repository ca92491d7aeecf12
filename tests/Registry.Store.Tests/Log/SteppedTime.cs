namespace Registry.Store.Tests.Log;

/// <summary>Time that stands still but for the steps of a test; timers that fall due in a step run in it.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return timers.Count;
        }
    }

    // A millisecond from the beginning: a timestamp of 0 stands for "never".
    public override long GetTimestamp()
    {
        lock (gate)
            return passed.Ticks + TimeSpan.TicksPerMillisecond;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return start + passed;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
            passed += by;
        while (Due() is { } timer)
            timer.Fire();
    }

    private Timer? Due()
    {
        lock (gate)
        {
            var due = timers.Where(timer => timer.At <= passed).MinBy(timer => timer.At);
            if (due is not null && due.Every > TimeSpan.Zero)
                due.At += due.Every;
            else if (due is not null)
                timers.Remove(due);
            return due;
        }
    }

    private sealed class Timer(SteppedTime time, Action fire) : ITimer
    {
        public TimeSpan At { get; set; }

        public TimeSpan Every { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    (At, Every) = (time.passed + dueTime, period);
                    time.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

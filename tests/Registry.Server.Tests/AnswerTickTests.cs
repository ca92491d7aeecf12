using Registry.Server.Pipeline;

namespace Registry.Server.Tests;

/// <summary>The time of an answer says how many ticks its work took, and nothing else.</summary>
public sealed class AnswerTickTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(3, 50)]
    [InlineData(11, 50)]
    [InlineData(49, 50)]
    [InlineData(50, 100)]
    [InlineData(120, 150)]
    public async Task Work_of_any_length_within_a_tick_leaves_at_its_end(int work, int leaves)
    {
        var clock = new Clock();
        var tick = new AnswerTick(TimeSpan.FromMilliseconds(50), clock);

        var began = tick.Begin();
        clock.Now += TimeSpan.FromMilliseconds(work);
        await tick.Next(began, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMilliseconds(leaves), clock.Now);
    }

    [Fact]
    public async Task Whoever_is_gone_is_not_waited_for()
    {
        var tick = new AnswerTick(TimeSpan.FromDays(1), TimeProvider.System);

        await tick.Next(tick.Begin(), new CancellationToken(canceled: true));
    }

    /// <summary>A clock on which whoever waits finds the time gone.</summary>
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Now += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

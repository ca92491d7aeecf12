namespace Registry.AccessLog.Tests;

/// <summary>A log over HTTP that does not answer holds nobody up longer than it may.</summary>
public sealed class LogUrlTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_log_that_does_not_answer_is_given_up_when_its_time_is_over()
    {
        var clock = new HandClock();
        using var http = new HttpClient(new Silent()) { Timeout = Timeout.InfiniteTimeSpan };
        var asked = new LogUrl(http, new Uri("http://log.example/log/"), Within, clock).Checkpoint(TestContext.Current.CancellationToken);
        Assert.Equal(Within, clock.Due);
        Assert.False(asked.IsCompleted);

        clock.Ring();

        Assert.Equal("the log did not answer within 20 s", (await Assert.ThrowsAsync<IOException>(() => asked)).Message);
    }

    [Fact]
    public async Task Whoever_leaves_before_hears_nothing_of_the_log()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var http = new HttpClient(new Silent()) { Timeout = Timeout.InfiniteTimeSpan };
        var asked = new LogUrl(http, new Uri("http://log.example/log/"), Within, new HandClock()).Checkpoint(leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    /// <summary>Takes the request and says nothing.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    /// <summary>A clock whose one timer rings when the test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action ring = () => { };

        public TimeSpan Due { get; private set; }

        public void Ring() => ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, ring) = (dueTime, () => callback(state));
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing is held.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

using Npgsql;

namespace Registry.Server.Audit;

/// <summary>Opens at the start what inspectors will ask for, under the log reader's login and with the inspectorate's key. Says how far it is, in parts of a hundred and never in lines.</summary>
internal sealed class AccessIndexBuilder(AccessIndex index, TimeProvider clock, ILogger<AccessIndexBuilder> logger) : BackgroundService
{
    private const int ProgressEvery = 100_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private volatile string health = "inspectors wait: the newest lines are being opened, 0 %";

    /// <summary>How the index stands, for the operator.</summary>
    public string Health => health;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (start, told) = (clock.GetTimestamp(), 0L);
        while (!index.Built && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (first, next, end) = await index.Build(stoppingToken);
                health = $"inspectors wait: the newest lines are being opened, {100 * (next - first) / Math.Max(1, end - first)} %";
                if (next - first >= told + ProgressEvery)
                    Log.LinesRead(logger, told = next - first, clock.GetElapsedTime(start).TotalSeconds);
                if (index.Built)
                    Log.LinesBuilt(logger, next - first, clock.GetElapsedTime(start).TotalSeconds);
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                Log.LinesLate(logger, away.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        health = "inspectors are answered";
    }
}

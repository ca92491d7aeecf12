using System.Collections.Concurrent;
using System.Diagnostics;

namespace Registry.Load;

/// <summary>One load: so many callers, each calling again as soon as it is answered, for so long.</summary>
internal sealed class Burst
{
    private readonly double[] latencies;

    private Burst(IEnumerable<double> latencies, TimeSpan took)
    {
        this.latencies = [.. latencies.Order()];
        PerSecond = this.latencies.Length / took.TotalSeconds;
    }

    public double PerSecond { get; }

    /// <summary>Latency at a quantile, in milliseconds.</summary>
    public double At(double quantile) => latencies[Math.Min(latencies.Length - 1, (int)(latencies.Length * quantile))];

    public static async Task<Burst> Run(Func<Task> call, int callers, TimeSpan length)
    {
        var latencies = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (watch.Elapsed < length)
            {
                var start = Stopwatch.GetTimestamp();
                await call();
                latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));
        return new Burst(latencies, watch.Elapsed);
    }
}

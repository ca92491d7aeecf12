using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>Goes over all record bundles in order, opening several at once; memory for a few bundles, whatever the size of the log.</summary>
/// <param name="size">Records of the log.</param>
/// <param name="open">Opens one bundle; several at once.</param>
internal sealed class RecordPass<T>(long size, Func<TilePath, Task<T>> open)
{
    internal async Task RunAsync(Func<T, Task> take, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var ahead = new Queue<(TilePath Path, Task<T> Opening)>();
        var most = 4 * Environment.ProcessorCount;
        using var paths = TilePath.AllOf(size, TileKind.Records).GetEnumerator();
        try
        {
            while (true)
            {
                while (ahead.Count < most && paths.MoveNext())
                {
                    var path = paths.Current;
                    ahead.Enqueue((path, Task.Run(() => open(path), cancel)));
                }

                if (!ahead.TryDequeue(out var next))
                    return;
                await take(await next.Opening);
                progress?.Report(new LogProgress(next.Path.Index * TilePath.FullWidth + next.Path.Width, size));
            }
        }
        finally
        {
            await Task.WhenAll(ahead.Select(Task (one) => one.Opening)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

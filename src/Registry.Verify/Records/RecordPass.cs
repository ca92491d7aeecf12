using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>Goes over all record bundles in order, opening several at once; memory for a few bundles, whatever the size of the log.</summary>
internal sealed class RecordPass(string directory, long size, RecordOpening opening)
{
    internal async Task RunAsync(Func<OpenBundle, Task> take, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var tiles = new TileDirectory(directory);
        var ahead = new Queue<(TilePath Path, Task<OpenBundle> Opening)>();
        var most = 4 * Environment.ProcessorCount;
        using var paths = TilePath.AllOf(size, TileKind.Records).GetEnumerator();
        try
        {
            while (true)
            {
                while (ahead.Count < most && paths.MoveNext())
                {
                    var path = paths.Current;
                    ahead.Enqueue((path, Task.Run(() => opening.Open(tiles, path), cancel)));
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

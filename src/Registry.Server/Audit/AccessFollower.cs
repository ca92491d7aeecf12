namespace Registry.Server.Audit;

/// <summary>
/// Follows the log for everybody who watches it: one look at the database at a time, however many wait, and none while nobody does.
/// </summary>
internal sealed class AccessFollower(AccessIndex index, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock sync = new();
    private Task<long>? looking;

    /// <summary>The index of the line that comes next, as the log is at least half a second after the look before. Whoever waits shares one look.</summary>
    /// <exception cref="Exception">What the log's database answered; the watch ends and goes on from its cursor.</exception>
    public Task<long> Look(CancellationToken cancel)
    {
        lock (sync)
            return (looking is { IsCompleted: false } ? looking : looking = LookOnce()).WaitAsync(cancel);
    }

    private async Task<long> LookOnce()
    {
        await Task.Delay(Pause, clock);
        return await index.End(CancellationToken.None);
    }
}

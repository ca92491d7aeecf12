namespace Registry.Server.Pipeline;

/// <summary>
/// When an answer leaves whose time would tell: at the first whole tick after its call came. To find, open and read the record of somebody takes longer
/// than to find nobody, the more so the more there is in it; a decoy of one size cannot hide that.
/// </summary>
/// <remarks>The wait holds no thread and no connection of the database. Work that is longer than a tick leaves at a later one: a tick should be well above the usual work.</remarks>
internal sealed class AnswerTick(TimeSpan tick, TimeProvider clock)
{
    /// <summary>The moment a call came.</summary>
    public long Begin() => clock.GetTimestamp();

    /// <summary>Waits for the next tick of a call.</summary>
    /// <param name="began">From <see cref="Begin"/>.</param>
    /// <param name="cancel">The caller is gone: nobody is left to measure.</param>
    public async Task Next(long began, CancellationToken cancel)
    {
        var elapsed = clock.GetElapsedTime(began);
        var next = TimeSpan.FromTicks((elapsed.Ticks / tick.Ticks + 1) * tick.Ticks);
        await Task.Delay(next - elapsed, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

using Registry.Domain.Law;

namespace Registry.Server.Pipeline;

/// <summary>
/// The business date in Vietnam (<see cref="VietnamTime"/>). Chooses regime, agency and deadline; never the time of tokens, log or checkpoints.
/// </summary>
/// <param name="clock">The real clock.</param>
/// <param name="lawDate">Development only: the law date at start; it goes on from there day by day.</param>
internal sealed class LawClock(TimeProvider clock, DateOnly? lawDate)
{
    private readonly int shift = lawDate is { } start ? start.DayNumber - VietnamTime.DayOf(clock.GetUtcNow()).DayNumber : 0;

    public DateOnly Today => DayOf(clock.GetUtcNow());

    /// <summary>The business date of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => VietnamTime.DayOf(moment).AddDays(shift);
}

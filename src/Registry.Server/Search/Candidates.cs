using Registry.Domain.Access;
using Registry.Server.Pipeline;

namespace Registry.Server.Search;

/// <summary>
/// Looks at candidates one by one, each through the one rule and with a line of its own before anything is opened. The number of looks is filled
/// up with nobody, so neither lines nor time tell a candidate who is hidden from one who is not there.
/// </summary>
internal sealed class Candidates(Looks looks)
{
    /// <summary>A search looks at so many at most.</summary>
    public const int Most = 32;

    /// <summary>The number of looks is a multiple of this.</summary>
    public const int Step = 4;

    /// <summary>Looks at them.</summary>
    /// <param name="call">The call.</param>
    /// <param name="subjects">The first <see cref="Most"/> are looked at.</param>
    /// <param name="asked">Classes that are compared.</param>
    /// <param name="seen">Called for each who may be seen, while the look lasts.</param>
    /// <returns>True when some were left out.</returns>
    public async Task<bool> Each(Call call, IReadOnlyCollection<Guid> subjects, IReadOnlySet<FieldClass> asked, Func<Look, Task> seen)
    {
        var count = Math.Min(subjects.Count, Most);
        var places = Math.Max(1, (count + Step - 1) / Step) * Step;
        foreach (var subject in subjects.Take(count).Concat(Enumerable.Range(0, places - count).Select(_ => Guid.NewGuid())))
        {
            using var look = await looks.OnTheWay(call, subject, asked);
            if (look is not null)
                await seen(look);
        }

        return subjects.Count > Most;
    }
}

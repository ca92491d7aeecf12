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
    public const int Most = 16;

    /// <summary>The number of looks is a multiple of this.</summary>
    public const int Step = 4;

    /// <summary>Looks at them.</summary>
    /// <param name="call">The call.</param>
    /// <param name="subjects">At most <see cref="Most"/>.</param>
    /// <param name="asked">Classes that are compared.</param>
    /// <param name="seen">Called for each who may be seen, while the look lasts.</param>
    public async Task Each(Call call, IReadOnlyCollection<Guid> subjects, IReadOnlySet<FieldClass> asked, Func<Look, Task> seen)
    {
        var places = Math.Max(1, (subjects.Count + Step - 1) / Step) * Step;
        foreach (var subject in subjects.Concat(Enumerable.Range(0, places - subjects.Count).Select(_ => Guid.NewGuid())))
        {
            using var look = await looks.OnTheWay(call, subject, asked);
            if (look is not null)
                await seen(look);
        }
    }
}

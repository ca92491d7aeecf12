using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Emergencies;

/// <summary>Command: look in an emergency.</summary>
/// <param name="By">Agency of the officer.</param>
/// <param name="Officer">The officer.</param>
/// <param name="On">Law date.</param>
/// <param name="Now">UTC.</param>
/// <param name="For">How long; <see cref="BreakingGlass.Longest"/> at most.</param>
/// <param name="Glass">New random id.</param>
/// <param name="Words">How many letters and digits the justification has. The words themselves are no matter of the domain.</param>
public sealed record BreakGlass(Actor By, OfficerTag Officer, DateOnly On, DateTimeOffset Now, TimeSpan For, Guid Glass, int Words);

/// <summary>Command: say what the review of an emergency look found.</summary>
/// <param name="By">The inspector's agency.</param>
/// <param name="Home">The agency that she comes from, where she is seconded; null otherwise.</param>
/// <param name="On">Law date.</param>
/// <param name="Glass">Which look.</param>
/// <param name="Verdict">What she found.</param>
/// <param name="Words">How many letters and digits her reasons have.</param>
public sealed record ReviewGlass(Actor By, AgencyCode? Home, DateOnly On, Guid Glass, GlassVerdict Verdict, int Words);

/// <summary>
/// Emergency looks. The rule stays the one rule: breaking the glass adds a relation for hours to the officer who did, rows of its own say what
/// that relation shows, and everything that hides, bars or narrows goes on doing so. Whoever may not name the person today cannot break the glass for
/// her: rows ask a relation for that, too.
/// </summary>
public static class BreakingGlass
{
    /// <summary>No emergency look lasts longer, whatever is configured.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Law dates that <see cref="Longest"/> can touch: a second bound, for whatever asks about days alone.</summary>
    internal const int LongestDays = 2;

    /// <summary>Fewer letters and digits say nothing.</summary>
    public const int FewestWords = 20;

    public static Decided Break(LawTables law, SubjectState state, BreakGlass command)
    {
        if (command.Words < FewestWords) return law.Refuse(RefusalReason.GlassWordsTooShort, command.On);

        // Nobody would ever read it again.
        ImmutableArray<AgencyCode> reviewers =
            [.. law.Agencies.On(command.On).Where(a => a.Kind == AgencyKind.Inspectorate && a.Code != command.By.Agency).Select(a => a.Code).Order()];
        if (reviewers.IsEmpty) return law.Refuse(RefusalReason.GlassWithoutReviewer, command.On);
        if (state.Person?.Glass.All.Any(g => g.By == command.By.Agency && command.Officer.Is(g.Officer) && command.Now < g.EndsAt) == true)
            return law.Refuse(RefusalReason.GlassStillBroken, command.On);

        var lasts = command.For < Longest ? command.For : Longest;
        return new GlassBroken(command.On, command.Glass, command.By.Agency, command.Officer.Stored, command.Now + lasts, reviewers);
    }

    public static Decided Review(LawTables law, SubjectState state, ReviewGlass command)
    {
        if (state.Person?.Glass.Find(command.Glass) is not { } glass) return law.Refuse(RefusalReason.GlassNotKnown, command.On);
        if (law.Agencies.IsOneselfTo(command.By.Agency, glass.By, command.On) || command.Home == glass.By)
            return law.Refuse(RefusalReason.GlassOfYourAgency, command.On);
        if (glass.ReviewedOn is not null) return law.Refuse(RefusalReason.GlassReviewedAlready, command.On);
        return command.Words < FewestWords
            ? law.Refuse(RefusalReason.GlassWordsTooShort, command.On)
            : new GlassReviewed(command.On, command.Glass, command.By.Agency, command.Verdict);
    }
}

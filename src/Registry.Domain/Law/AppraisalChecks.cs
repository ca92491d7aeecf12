using System.Collections.Immutable;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>
/// A file of support that waits when an agency ends goes on: its new appraiser may appraise (Decision 22/2015 Art. 13.1), and is not the office that also
/// approves it. An appraisal by who decides is none, and one that nobody may give leaves the file where it is.
/// </summary>
internal static class AppraisalChecks
{
    public static void Run(LawReader law, List<string> gaps)
    {
        var agencies = law.Province.Directory();
        foreach (var row in law.Province.Successions)
            if (agencies.Find(row.Predecessor, row.From.AddDays(-1)) is { } old && row.Successor is { } code && agencies.Find(code, row.From) is { } next)
                gaps.AddRange(Stuck(law.Regimes, row, old.Kind, next.Kind));
    }

    /// <summary>What the successor could not do, or would do alone, a sentence each.</summary>
    /// <param name="regimes">The laws.</param>
    /// <param name="row">The succession.</param>
    /// <param name="old">Kind of who ends.</param>
    /// <param name="next">Kind of who follows.</param>
    public static IEnumerable<string> Stuck(ImmutableArray<Regime> regimes, Succession row, AgencyKind old, AgencyKind next)
    {
        var says = $"succession.md, {row.Predecessor}: on {row.From:yyyy-MM-dd}";
        foreach (var kind in Enum.GetValues<SupportKind>())
        {
            bool May(SupportStep step, AgencyKind agency, DateOnly on) => Duties(regimes, kind, step, on).Any(d => d.Agency == agency);

            // Where the law of the day asks for no appraisal any more, a file goes on without one.
            if (!Duties(regimes, kind, SupportStep.Appraise, row.From).Any()) continue;
            var (appraised, approved) = (May(SupportStep.Appraise, old, row.From.AddDays(-1)), May(SupportStep.Approve, old, row.From.AddDays(-1)));
            var (appraises, approves) = (May(SupportStep.Appraise, next, row.From), May(SupportStep.Approve, next, row.From));
            if (appraised && !appraises) yield return $"{says} {next} stands in the place of {old} and may not appraise {kind}, which waits for it";
            if ((appraised || approved) && appraises && approves) yield return $"{says} {next} stands in the place of {old} and would appraise {kind} and approve it";
        }
    }

    private static IEnumerable<SupportDutyRow> Duties(ImmutableArray<Regime> regimes, SupportKind kind, SupportStep step, DateOnly on) =>
        regimes.SelectMany(r => r.SupportDuties).Where(d => d.Kind == kind && d.Step == step && d.Standing.ValidOn(on));
}

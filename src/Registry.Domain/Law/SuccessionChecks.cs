using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>
/// Who takes an agency's place can act in its cases: what the rows let the old kind do by a relation that binds it to act, they let the new kind do from
/// the day on and under every later law. Otherwise a measure, a request or a file has an agency that answers for it and cannot reach it.
/// </summary>
internal static class SuccessionChecks
{
    private static readonly RelationKind[] Acting =
    [
        RelationKind.Decider, RelationKind.Executor, RelationKind.RequestAddressee, RelationKind.HandoverCode, RelationKind.SupportAddressee,
        RelationKind.VerificationAddressee, RelationKind.Certifier,
    ];

    /// <summary>What acts ask for. Who she is and where she lives may be narrower for the successor.</summary>
    private static readonly FieldClass[] Asked =
        [FieldClass.Status, FieldClass.ProtectionExistence, FieldClass.ProtectionOperation, FieldClass.Support, FieldClass.Verification];

    public static void Run(LawReader law, List<string> gaps)
    {
        var agencies = law.Province.Directory();
        var found = law.Province.Successions.SelectMany(row =>
            agencies.Find(row.Predecessor, row.From.AddDays(-1)) is { } old && row.Successor is { } code && agencies.Find(code, row.From) is { } next
                ? Missing(law.Regimes, row, old.Kind, next.Kind)
                : []);
        gaps.AddRange(found.Distinct());
    }

    /// <summary>What an agency of the new kind could not go on with, a sentence each; empty where the kind stays.</summary>
    /// <param name="regimes">The laws, present and later.</param>
    /// <param name="row">The succession.</param>
    /// <param name="old">Kind of who ends.</param>
    /// <param name="next">Kind of who follows.</param>
    public static IEnumerable<string> Missing(ImmutableArray<Regime> regimes, Succession row, AgencyKind old, AgencyKind next)
    {
        if (next == old) yield break;
        var acts = Acts(regimes, old, row.From.AddDays(-1)).Where(act => row.Passes(act.Relation)).ToArray();
        foreach (var day in regimes.Select(r => r.Standing.From).Where(from => from > row.From).Prepend(row.From))
            foreach (var (relation, purpose, asked) in acts.Except(Acts(regimes, next, day)))
                yield return $"need-to-know.md: on {day:yyyy-MM-dd} {next} stands in the place of {old} and has no row {purpose} x {relation} x {asked}";
    }

    private static IEnumerable<(RelationKind Relation, Purpose Purpose, FieldClass Class)> Acts(ImmutableArray<Regime> regimes, AgencyKind kind, DateOnly day) =>
        from regime in regimes
        from row in regime.NeedToKnow
        where row.Kind == kind && row.Standing.ValidOn(day) && Acting.Contains(row.Relation) && Asked.Contains(row.Class)
        select (row.Relation, row.Purpose, row.Class);
}

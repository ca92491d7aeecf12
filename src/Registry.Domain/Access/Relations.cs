using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>The folds' few operations on relations. A relation is closed and never removed: who could read is a question about the past.</summary>
internal static class Relations
{
    /// <summary>
    /// True when the agency holds one of the kinds since the day or before, and has not lost it since. A command may carry a
    /// business date in the past: whoever handed a person over cannot date an act back to the time before.
    /// </summary>
    public static bool Holds(this ImmutableArray<Relation> relations, AgencyCode agency, DateOnly day, params ReadOnlySpan<RelationKind> kinds)
    {
        foreach (var relation in relations)
        {
            if (relation.Agency == agency && relation.OpenSince(day) && kinds.Contains(relation.Kind)) return true;
        }

        return false;
    }

    /// <summary>The same for an agency that may have taken another's place.</summary>
    public static bool Holds(
        this LawTables law, ImmutableArray<Relation> relations, AgencyCode agency, DateOnly day, params ReadOnlySpan<RelationKind> kinds) =>
        law.Agencies.Held(relations, agency, day).Holds(agency, day, kinds);

    /// <summary>Agencies that stand and hold one of the kinds in that sense, themselves or in another's place, each once, in code order.</summary>
    public static ImmutableArray<AgencyCode> Holders(
        this LawTables law, ImmutableArray<Relation> relations, DateOnly day, params RelationKind[] kinds) =>
        [.. relations.Where(r => r.OpenSince(day) && kinds.Contains(r.Kind))
            .Select(r => law.Agencies.SuccessorOf(r.Agency, day)).OfType<AgencyCode>().Distinct().Order()
            .Where(a => law.Holds(relations, a, day, kinds))];

    /// <summary>Opens a relation unless the agency holds an open one of the kind.</summary>
    public static ImmutableArray<Relation> OpenOnce(
        this ImmutableArray<Relation> relations, AgencyCode agency, RelationKind kind, DateOnly from, Guid source, bool veiled = false) =>
        relations.Any(r => r.Agency == agency && r.Kind == kind && r.Until is null)
            ? relations
            : relations.Add(new Relation(agency, kind, from, null, source, [], null) { Veiled = veiled });

    public static ImmutableArray<Relation> Open(
        this ImmutableArray<Relation> relations, ImmutableArray<AgencyCode> agencies, RelationKind kind, DateOnly from, Guid source) =>
        agencies.Aggregate(relations, (all, agency) => all.OpenOnce(agency, kind, from, source));

    /// <summary>Ends the agency's open relations of the kinds on the day.</summary>
    public static ImmutableArray<Relation> Close(
        this ImmutableArray<Relation> relations, AgencyCode agency, DateOnly on, params RelationKind[] kinds) =>
        [.. relations.Select(r => r.Agency == agency && r.Until is null && kinds.Contains(r.Kind) ? r with { Until = on } : r)];

    /// <summary>Ends everybody's open relations of the kinds on the day.</summary>
    public static ImmutableArray<Relation> CloseAll(this ImmutableArray<Relation> relations, DateOnly on, params RelationKind[] kinds) =>
        [.. relations.Select(r => r.Until is null && kinds.Contains(r.Kind) ? r with { Until = on } : r)];

    /// <summary>Ends the agency's open relations of the kind that came from one source.</summary>
    public static ImmutableArray<Relation> CloseSource(
        this ImmutableArray<Relation> relations, AgencyCode agency, DateOnly on, Guid source, RelationKind kind) =>
        [.. relations.Select(r =>
            r.Agency == agency && (r.Until is null || r.Until > on) && r.Kind == kind && r.Source == source ? r with { Until = on } : r)];

    private static bool OpenSince(this Relation relation, DateOnly day) => relation.From <= day && relation.Until is null;
}

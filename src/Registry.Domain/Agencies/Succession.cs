using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>From the day on the successor stands in the predecessor's place.</summary>
/// <param name="Predecessor">Ends on the day.</param>
/// <param name="Successor">Null where nobody takes its place.</param>
/// <param name="Relations">Kinds of relations that pass; null for all.</param>
/// <param name="From">The day.</param>
public sealed record Succession(
    AgencyCode Predecessor, AgencyCode? Successor, ImmutableArray<RelationKind>? Relations, DateOnly From)
{
    public bool Passes(RelationKind kind) => Relations?.Contains(kind) ?? true;
}

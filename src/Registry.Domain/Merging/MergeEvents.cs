using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;

namespace Registry.Domain.Merging;

/// <summary>Two records turned out to be of one human being. Stands in both streams; neither gets the other's relations.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who found out; holds a relation to both.</param>
/// <param name="Other">The other record.</param>
/// <param name="Kept">This record is the one to go on with.</param>
/// <param name="KnownTo">Agencies that held an open relation to both on the day: they alone are told of the other record.</param>
/// <param name="KeptKind">Since version 2: victim or relative, the record to go on with; says whether this one is still counted. Null in version 1.</param>
public sealed record PersonMerged(
    DateOnly OccurredOn, AgencyCode By, Guid Other, bool Kept, ImmutableArray<AgencyCode> KnownTo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PersonKind? KeptKind = null) : DomainEvent(OccurredOn);

/// <summary>The two records are of two human beings after all.</summary>
public sealed record PersonUnmerged(DateOnly OccurredOn, AgencyCode By, Guid Other) : DomainEvent(OccurredOn);

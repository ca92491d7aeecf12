using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Emergencies;

/// <summary>What an inspector found when she read an emergency look again. Numbers are those of the contract.</summary>
public enum GlassVerdict
{
    Unspecified = 0,

    /// <summary>There was an emergency, and the look served it.</summary>
    Justified = 1,

    /// <summary>There was none, or more was looked at than it needed.</summary>
    NotJustified = 2,
}

/// <summary>An officer took an emergency look. His words stand in the sealed part of the line alone.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Glass">Random id.</param>
/// <param name="By">His agency.</param>
/// <param name="Officer">Keyed tag of the officer; names nobody without the key.</param>
/// <param name="EndsAt">UTC; from then on it opens nothing.</param>
/// <param name="Reviewers">Inspectorates that owe the review: never his own agency.</param>
public sealed record GlassBroken(
    DateOnly OccurredOn, Guid Glass, AgencyCode By, string Officer, DateTimeOffset EndsAt, ImmutableArray<AgencyCode> Reviewers) : DomainEvent(OccurredOn);

/// <summary>An inspector of another agency read it again. Her words stand in the sealed part of the line alone.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Glass">Which.</param>
/// <param name="By">Her agency.</param>
/// <param name="Verdict">What she found.</param>
public sealed record GlassReviewed(DateOnly OccurredOn, Guid Glass, AgencyCode By, GlassVerdict Verdict) : DomainEvent(OccurredOn);

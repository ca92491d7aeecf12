using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Protection;

/// <summary>Something that happened about the hand-over of a dossier; folded by <see cref="HandoverState"/>.</summary>
public interface IHandoverEvent;

/// <summary>An officer proposed to hand the dossier over to another authority; why is a sealed field.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Handover">Its id.</param>
/// <param name="By">Who answers for measures of the dossier.</param>
/// <param name="Officer">Keyed tag of the officer.</param>
/// <param name="To">The authority of the place of residence.</param>
public sealed record DossierHandoverProposed(DateOnly OccurredOn, Guid Handover, AgencyCode By, string Officer, AgencyCode To) : DomainEvent(OccurredOn), IHandoverEvent;

/// <summary>A second officer of the same agency approved it: a code was made that is given out of band.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Handover">The hand-over.</param>
/// <param name="By">The same agency, or who has taken its place.</param>
/// <param name="Officer">Keyed tag of the second officer.</param>
/// <param name="ExpiresAt">UTC; the code is worth nothing from then on.</param>
public sealed record DossierHandoverApproved(DateOnly OccurredOn, Guid Handover, AgencyCode By, string Officer, DateTimeOffset ExpiresAt) : DomainEvent(OccurredOn), IHandoverEvent;

/// <summary>An officer of the addressee collected the dossier with the code; minutes are a sealed field.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Handover">The hand-over.</param>
/// <param name="From">Who answered for the measures.</param>
/// <param name="To">Who answers from the day on.</param>
/// <param name="Measures">Those that pass: every one that the sender answered for and that was not released.</param>
/// <param name="Requests">Open requests that pass.</param>
public sealed record DossierHandoverCollected(
    DateOnly OccurredOn, Guid Handover, AgencyCode From, AgencyCode To, ImmutableArray<Guid> Measures, ImmutableArray<Guid> Requests)
    : DomainEvent(OccurredOn), IHandoverEvent;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.People;

/// <summary>Somebody put right who a person is. The values before stay in their own events; nothing is overwritten.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who corrects; the officer stands in the line.</param>
/// <param name="Amendment">Random id; its reason is a sealed field.</param>
/// <param name="Fields">Names of the fields of <c>Person</c> that it sets or makes unknown, in order.</param>
/// <param name="Classes">Their classes: whoever lacks one of them is not told of the amendment.</param>
/// <param name="Minor">Since version 2: of a relative, whether she was a minor by the new date of birth; null where it says nothing new of that.</param>
public sealed record IdentityAmended(
    DateOnly OccurredOn,
    AgencyCode By,
    Guid Amendment,
    ImmutableArray<string> Fields,
    ImmutableArray<FieldClass> Classes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Minor = null) : DomainEvent(OccurredOn);

/// <summary>Somebody who belongs to the person's life was written down. Not a protected person, no record of his own: all of him is sealed under her key.</summary>
public sealed record ContactAdded(DateOnly OccurredOn, AgencyCode By, Guid Contact, ContactRole Role) : DomainEvent(OccurredOn);

/// <summary>A contact counts no more; the reason is a sealed field.</summary>
public sealed record ContactRemoved(DateOnly OccurredOn, AgencyCode By, Guid Contact) : DomainEvent(OccurredOn);

/// <summary>
/// A relative or contact may be an offender: from now on nobody who acts for the other learns of this person. Stands in the streams of
/// both when the other has a record.
/// </summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who blocks.</param>
/// <param name="Block">Random id, the same in both streams.</param>
/// <param name="Other">Record of the other; null for a contact.</param>
/// <param name="Contact">The contact; null for somebody with a record.</param>
/// <param name="ActingForOther">Agencies that act for the other: strangers here while the block stands, unless they are bound to her.</param>
/// <param name="Mirror">True in the stream of the blocked one, where nobody is told of the block and nobody lifts it.</param>
public sealed record ContactBlocked(
    DateOnly OccurredOn, AgencyCode By, Guid Block, Guid? Other, Guid? Contact, ImmutableArray<AgencyCode> ActingForOther, bool Mirror)
    : DomainEvent(OccurredOn);

/// <summary>A block was lifted; the reason is a sealed field. What the block ended does not come back by itself.</summary>
public sealed record ContactUnblocked(DateOnly OccurredOn, AgencyCode By, Guid Block, bool Mirror) : DomainEvent(OccurredOn);

/// <summary>Somebody represents the person by law. The paper is a sealed field.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who writes it down.</param>
/// <param name="Representative">Random id.</param>
/// <param name="Kind">On what ground.</param>
/// <param name="Record">The representative's own record; null for a contact.</param>
/// <param name="Contact">The contact of this person; null for somebody with a record.</param>
/// <param name="From">First day.</param>
/// <param name="Until">First day on which it is over; null while open.</param>
/// <param name="Replaces">The representation that it takes the place of; null for none.</param>
public sealed record RepresentativeRecorded(
    DateOnly OccurredOn,
    AgencyCode By,
    Guid Representative,
    RepresentativeKind Kind,
    Guid? Record,
    Guid? Contact,
    DateOnly From,
    DateOnly? Until,
    Guid? Replaces) : DomainEvent(OccurredOn);

/// <summary>A representation is over; the reason is a sealed field.</summary>
public sealed record RepresentationEnded(DateOnly OccurredOn, AgencyCode By, Guid Representative) : DomainEvent(OccurredOn);

/// <summary>The person, or who represents her, lets one agency know some classes for some purposes (Law 53/2024 Art. 3.10).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who writes it down; never the agency that it opens something to.</param>
/// <param name="Consent">Random id.</param>
/// <param name="Representative">The representation by which it was given; null when she gave it herself.</param>
/// <param name="Classes">What.</param>
/// <param name="Purposes">What for.</param>
/// <param name="To">To whom.</param>
/// <param name="Until">First day on which it is over; null until it is withdrawn.</param>
public sealed record ConsentRecorded(
    DateOnly OccurredOn,
    AgencyCode By,
    Guid Consent,
    Guid? Representative,
    ImmutableArray<FieldClass> Classes,
    ImmutableArray<Purpose> Purposes,
    AgencyCode To,
    DateOnly? Until) : DomainEvent(OccurredOn);

/// <summary>A consent was withdrawn: what rested on it ends on that day.</summary>
public sealed record ConsentWithdrawn(DateOnly OccurredOn, AgencyCode By, Guid Consent) : DomainEvent(OccurredOn);

/// <summary>A paper about the person, by reference alone: number, date, issuer, keyed hash and who keeps it are sealed fields, its content is nowhere.</summary>
public sealed record DocumentAdded(DateOnly OccurredOn, AgencyCode By, Guid Document, PaperKind Kind) : DomainEvent(OccurredOn);

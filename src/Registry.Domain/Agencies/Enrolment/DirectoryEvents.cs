using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Agencies;

/// <summary>One natural person at one agency.</summary>
/// <param name="Issuer">Who vouches for him.</param>
/// <param name="Officer">Subject of his tokens.</param>
/// <param name="Agency">Agency that he acts for.</param>
public sealed record ActingOfficer(string Issuer, string Officer, AgencyCode Agency)
{
    /// <summary>True when both may be one person: the same name is, whoever vouches for it and however it is written.</summary>
    public bool MayBe(string other) => string.Equals(Officer, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The first administrators, by the operator's ceremony: the one act that no two persons of the registry take.</summary>
public sealed record AdministratorsAppointed(DateOnly OccurredOn, AgencyCode Agency, ImmutableArray<string> Officers) : DomainEvent(OccurredOn);

public sealed record ChangeProposed(DateOnly OccurredOn, Guid Proposal, DirectoryChange Change, ActingOfficer By) : DomainEvent(OccurredOn);

/// <summary>The change is in force.</summary>
public sealed record ChangeApproved(DateOnly OccurredOn, Guid Proposal, ActingOfficer By) : DomainEvent(OccurredOn);

/// <summary>Taken back by an administrator or refused by an inspector.</summary>
public sealed record ChangeWithdrawn(DateOnly OccurredOn, Guid Proposal, ActingOfficer By) : DomainEvent(OccurredOn);

/// <summary>One person is enough: it only narrows.</summary>
public sealed record GrantRevoked(DateOnly OccurredOn, Guid Grant, ActingOfficer By) : DomainEvent(OccurredOn);

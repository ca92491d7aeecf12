using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Assignments;

/// <summary>An agency gave a case to one of its officers. From then on those of its officers who are not assigned see her status alone.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Assignment">Random id.</param>
/// <param name="Agency">Whose officer.</param>
/// <param name="Officer">Keyed tag of the officer.</param>
/// <param name="By">Keyed tag of who assigned him: another officer of the agency.</param>
public sealed record OfficerAssigned(DateOnly OccurredOn, Guid Assignment, AgencyCode Agency, string Officer, string By) : DomainEvent(OccurredOn);

/// <summary>The agency took the case from the officer. With the last assignment it is every officer's again but his who revoked it without having it.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Assignment">Which.</param>
/// <param name="Agency">Whose officer; the assigning agency's successor counts as it.</param>
/// <param name="By">Keyed tag of who revoked it: another officer than the assigned one.</param>
public sealed record AssignmentRevoked(DateOnly OccurredOn, Guid Assignment, AgencyCode Agency, string By) : DomainEvent(OccurredOn);

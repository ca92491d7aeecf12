using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Assignments;

/// <summary>Command: give a case to an officer of one's agency, or take it from him.</summary>
/// <param name="By">The agency.</param>
/// <param name="ByOfficer">Who does it.</param>
/// <param name="Officer">The officer whom it is about.</param>
/// <param name="On">Law date.</param>
/// <param name="Assignment">New random id; of no use to a revocation.</param>
public sealed record Assign(Actor By, OfficerTag ByOfficer, OfficerTag Officer, DateOnly On, Guid Assignment);

/// <summary>
/// Assignments narrow: they give no row of the tables to anybody, and take from an agency's other officers what is more than her status. So nobody widens by
/// one what anybody can read, and nobody takes part in his own: it takes two officers.
/// </summary>
public static class Assigning
{
    /// <summary>More officers than this work on no case.</summary>
    public const int Most = 32;

    public static Decided Assign(LawTables law, SubjectState state, Assign command)
    {
        if (command.ByOfficer.Is(command.Officer.Stored)) return law.Refuse(RefusalReason.AssignmentOfYourself, command.On);
        var all = state.Person?.Assigned.All ?? [];
        if (all.Any(one => Stands(law, one, command) && command.Officer.Is(one.Officer))) return law.Refuse(RefusalReason.AssignmentStands, command.On);
        return all.Count(one => one.RevokedOn is null) >= Most
            ? law.Refuse(RefusalReason.TooManyAssignments, command.On)
            : new OfficerAssigned(command.On, command.Assignment, command.By.Agency, command.Officer.Stored, command.ByOfficer.Stored);
    }

    public static Decided Revoke(LawTables law, SubjectState state, Assign command)
    {
        if (command.ByOfficer.Is(command.Officer.Stored)) return law.Refuse(RefusalReason.AssignmentOfYourself, command.On);
        return (state.Person?.Assigned.All ?? []).FirstOrDefault(one => Stands(law, one, command) && command.Officer.Is(one.Officer)) is { } given
            ? new AssignmentRevoked(command.On, given.Id, command.By.Agency, command.ByOfficer.Stored)
            : law.Refuse(RefusalReason.AssignmentNotKnown, command.On);
    }

    private static bool Stands(LawTables law, Assignment one, Assign command) =>
        one.RevokedOn is null && law.Agencies.StandsFor(command.By.Agency, one.Agency, command.On);
}

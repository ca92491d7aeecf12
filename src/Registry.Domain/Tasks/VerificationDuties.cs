using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>
/// What follows from the reception of a victim who is not verified yet (Art. 6.1, Law 66/2011 Art. 24). No event asks for a verification: that
/// the day of an agency's reception begins its time is inferred.
/// </summary>
internal static class VerificationDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state)
    {
        if (state.Person is not { Kind: PersonKind.Victim, Verification: null } person) yield break;
        foreach (var received in person.Relations.Where(r => r.Kind == RelationKind.Receiver && r.Until is null))
        {
            if (law.Agencies.Find(received.Agency, received.From)?.Kind is not { } kind) continue;
            if (law.Deadline(DeadlineMatter.FirstCheck, kind, received.From) is not null) yield return new Duty(DutyKind.FirstCheck, received);
            if (IsPolice(kind)) yield return new Duty(DutyKind.Verify, received) { OwedTo = [person.Registrar] };
        }
    }

    private static bool IsPolice(AgencyKind kind) => kind is AgencyKind.ProvincialPolice or AgencyKind.DistrictPolice;
}

using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>
/// What follows from a request to verify, and from the reception of a victim who is not verified yet (Art. 6.1, Law 66/2011 Art. 24). Where nobody
/// asked, the day of an agency's reception begins its time: that is inferred.
/// </summary>
internal static class VerificationDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) =>
        state.Person is { Kind: PersonKind.Victim } person ? Running(person).Concat(OfReception(law, person)) : [];

    /// <summary>Who was asked answers by the day that was set when it was asked, or by the later one that it took; owed to who asked.</summary>
    private static IEnumerable<Duty> Running(PersonState person) => person.Verifying.Running is not { } asked
        ? []
        : person.Relations.Where(r => r.Kind == RelationKind.VerificationAddressee && r.Until is null && r.Source == asked.Id).Select(bound => new Duty(DutyKind.Verify, bound)
        {
            Due = asked.LastDay,
            Rule = asked.Extension ?? asked.Deadline,
            OwedTo = [asked.AskedBy],
        });

    /// <summary>Nobody is bound by a reception where another was asked, or a finding was made and fell.</summary>
    private static IEnumerable<Duty> OfReception(LawTables law, PersonState person)
    {
        if (person.Verification is not null || !person.Verifying.Findings.IsEmpty) yield break;
        foreach (var received in person.Relations.Where(r => r.Kind == RelationKind.Receiver && r.Until is null))
        {
            if (law.Agencies.Find(received.Agency, received.From)?.Kind is not { } kind) continue;
            if (law.Deadline(DeadlineMatter.FirstCheck, kind, received.From) is not null) yield return new Duty(DutyKind.FirstCheck, received);
            if (person.Verifying.Running is null && IsPolice(kind)) yield return new Duty(DutyKind.Verify, received) { OwedTo = [person.Registrar] };
        }
    }

    private static bool IsPolice(AgencyKind kind) => kind is AgencyKind.ProvincialPolice or AgencyKind.DistrictPolice;
}

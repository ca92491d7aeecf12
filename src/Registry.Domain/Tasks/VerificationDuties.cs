using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>
/// What follows from a request to verify, and from having a victim about whom nothing is settled (Art. 6.1, Law 66/2011 Art. 24). Where nobody
/// asked, the day of an agency's reception, or of the finding that settled nothing, begins its time: that is inferred.
/// </summary>
internal static class VerificationDuties
{
    /// <summary>Who is bound first: whoever has her, then who rescued, registered, cares for her.</summary>
    private static readonly RelationKind[] InCharge = [RelationKind.Receiver, RelationKind.Rescuer, RelationKind.Registrar, RelationKind.Carer];

    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) =>
        state.Person is { Kind: PersonKind.Victim } person ? [.. Running(person), .. FirstChecks(law, person), .. Unsettled(law, person)] : [];

    /// <summary>Who was asked answers by the day that was set when it was asked, or by the later one that it took; owed to who asked.</summary>
    private static IEnumerable<Duty> Running(PersonState person) => person.Verifying.Running is not { } asked
        ? []
        : person.Relations.Where(r => r.Kind == RelationKind.VerificationAddressee && r.Until is null && r.Source == asked.Id).Select(bound => new Duty(DutyKind.Verify, bound)
        {
            Due = asked.LastDay,
            Rule = asked.Extension ?? asked.Deadline,
            OwedTo = [asked.AskedBy],
        });

    /// <summary>First information is established once, before anybody found or asked anything.</summary>
    private static IEnumerable<Duty> FirstChecks(LawTables law, PersonState person) => person.Verification is not null || !person.Verifying.Findings.IsEmpty
        ? []
        : person.Relations
            .Where(r => r is { Kind: RelationKind.Receiver, Until: null }
                && law.Agencies.Find(r.Agency, r.From) is { Kind: var kind } && law.Deadline(DeadlineMatter.FirstCheck, kind, r.From) is not null)
            .Select(r => new Duty(DutyKind.FirstCheck, r));

    /// <summary>
    /// While nobody is asked and no conclusion stands, also after one that was inconclusive or fell: who may find by itself is bound to find; where nobody is,
    /// whoever has her asks. No victim is left without an agency that is bound to the next step.
    /// </summary>
    private static IEnumerable<Duty> Unsettled(LawTables law, PersonState person)
    {
        if (person.Verifying.Running is not null || person.Verification is VerificationOutcome.Confirmed or VerificationOutcome.NotVictim) return [];
        var held = person.Relations.Where(r => r.Until is null && InCharge.Contains(r.Kind)).OrderBy(r => Array.IndexOf(InCharge, r.Kind)).ToList();
        var finding = held.Where(r => May(law, person, r, VerificationStep.Conclude)).DistinctBy(r => r.Agency).ToList();
        if (finding.Count > 0) return finding.Select(r => Begin(person, r, DutyKind.Verify));
        var asking = held.Where(r => May(law, person, r, VerificationStep.Ask)).ToList();
        return asking.Where(r => r.Kind == asking[0].Kind).Select(r => Begin(person, r, DutyKind.AskVerification));
    }

    /// <summary>A duty that comes back after a finding is another one, and counts from that finding on.</summary>
    private static Duty Begin(PersonState person, Relation held, DutyKind duty) => new(duty, held with { From = Since(person, held) }, person.Verifying.Findings.LastOrDefault()?.Id ?? Guid.Empty)
    {
        OwedTo = [person.Registrar],
    };

    private static DateOnly Since(PersonState person, Relation held) =>
        person.Verifying.Findings.IsEmpty || person.Verifying.LastStep < held.From ? held.From : person.Verifying.LastStep;

    private static bool May(LawTables law, PersonState person, Relation held, VerificationStep step)
    {
        var on = Since(person, held);
        return law.Agencies.SuccessorOf(held.Agency, on) is { } agency && law.Agencies.Find(agency, on) is { Kind: var kind }
            && law.Step(step, kind, person.Verifying.Came, on) is { } row && row.Relations.Contains(held.Kind);
    }
}

using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>What follows from how a person came: passing her report on, her papers at the gate, the way to her commune and, for a foreigner, home (Art. 6.1; Law 66/2011 Art. 24.1).</summary>
internal static class RouteDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state)
    {
        if (state.Person is not { Kind: PersonKind.Victim } person) yield break;
        foreach (var held in person.Relations.Where(r => r.Until is null && IsBound(r)))
        {
            if (law.Agencies.Find(held.Agency, held.From)?.Kind is not { } kind) continue;
            foreach (var (duty, matter, from) in Open(person, held))
            {
                // Counts from the event that the deadline names; who the deadline does not bind has nothing to do.
                if (law.Deadline(matter, kind, from) is not null)
                    yield return new Duty(duty, held with { From = from }) { OwedTo = [person.Registrar] };
            }
        }
    }

    private static IEnumerable<(DutyKind Duty, DeadlineMatter Matter, DateOnly From)> Open(PersonState person, Relation held)
    {
        var came = person.Verifying.Came;
        var hasHerAlone = came is Route.SelfReport or Route.SelfReturnAbroad && person.Receptions.All(r => r.Agency == held.Agency);
        var (registered, report) = (held.Kind == RelationKind.Registrar, person.Verifying.Report);

        // Who took a report told somebody in the same act; who only registered her has still to do it.
        if (hasHerAlone && registered && report is null)
            yield return (DutyKind.PassOnReport, DeadlineMatter.PassOnReport, held.From);
        if (hasHerAlone && (report is null ? registered : report.Notice.Told == held.Agency))
            yield return (DutyKind.TellSupportAgency, DeadlineMatter.TellSupportAgency, held.From);
        if (hasHerAlone && registered && came == Route.SelfReturnAbroad)
            yield return (DutyKind.HandOverSelfReturned, DeadlineMatter.HandOverSelfReturned, held.From);
        if (came == Route.Repatriated && held.Kind == RelationKind.Receiver && !HasRepatriationPapers(person))
            yield return (DutyKind.IssueRepatriation, DeadlineMatter.RepatriationCertificate, held.From);
        if (came == Route.Foreigner && held.Kind == RelationKind.Receiver && Confirmed(person) is { } day)
            yield return (DutyKind.SettleExitPapers, DeadlineMatter.ExitPapers, day > held.From ? day : held.From);
    }

    private static bool IsBound(Relation relation) => relation.Kind is RelationKind.Registrar or RelationKind.Receiver or RelationKind.ProposedReceiver;

    /// <summary>The paper lies on the file, by reference, or since 2025 the receiving body's own confirmation stands.</summary>
    private static bool HasRepatriationPapers(PersonState person) =>
        person.People.Documents.Any(d => d.Kind == PaperKind.RepatriationCertificate)
        || person.Verifying.Certificates.Any(c => c is { InForce: true, Kind: CertificateKind.ReceivingBodyConfirmation });

    private static DateOnly? Confirmed(PersonState person) => person.Verification == VerificationOutcome.Confirmed
        ? person.Verifying.Findings.FirstOrDefault(f => f.Outcome == VerificationOutcome.Confirmed)?.On
        : null;
}

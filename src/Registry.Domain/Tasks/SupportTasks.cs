using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Support;

namespace Registry.Domain.Tasks;

/// <summary>What follows from files of support: the appraisal, the decision in time, and giving what was approved (Art. 5.4, 5.7, 13.1).</summary>
internal static class SupportTasks
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) => state.Person is { } person
        ? person.Support.Files.SelectMany(file => OfFile(law, person.Support, file))
        : [];

    private static IEnumerable<Duty> OfFile(LawTables law, SupportState support, SupportFile file)
    {
        foreach (var asked in support.Relations.Where(r => r.Kind == RelationKind.SupportAddressee && r.Source == file.Id && r.Until is null))
        {
            // An appraisal is owed while the law orders one; from the day on which it does not, the decision is owed instead.
            var decides = asked;
            if (file is { Status: SupportStatus.Proposed, Appraiser: not null, Approver: { } approver })
            {
                var ends = law.AppraisedUntil(file.Kind, asked.From);
                yield return new Duty(DutyKind.AppraiseSupport, asked with { Until = ends }) { OwedTo = [file.ProposedBy] };
                if (ends is not { } day) continue;
                decides = asked with { Agency = approver, From = day };
            }

            yield return new Duty(DutyKind.ApproveSupport, decides) { Due = law.DueOn(file), Rule = law.DeadlineOf(file)?.Standing.Id, OwedTo = [file.ProposedBy] };
        }

        if (file is { Status: SupportStatus.Approved or SupportStatus.Delivering, Deliverer: { } deliverer }
            && support.Relations.FirstOrDefault(r => r.Kind == RelationKind.SupportParty && r.Agency == deliverer) is { } party)
        {
            // An agency has one part in all files: the duty is of this one, since it was approved.
            yield return new Duty(DutyKind.DeliverSupport, party with { From = file.ChangedOn, Source = file.Id })
            {
                Due = file.Granted?.Until().AddDays(-1),
                OwedTo = [.. new[] { file.Approver }.OfType<AgencyCode>()],
            };
        }
    }
}

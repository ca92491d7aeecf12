using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;

namespace Registry.Domain.Tasks;

/// <summary>
/// What follows from the hand-over of a dossier, for the sender alone. Who is to collect it has no relation before it names the code, and is told of
/// it by the code: a task would say that the dossier is there.
/// </summary>
internal static class HandoverDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) => state.Dossier is not { } dossier
        ? []
        : dossier.Handovers.All.GroupBy(handover => handover.From).SelectMany(sent => Of(dossier, sent.Last()));

    private static IEnumerable<Duty> Of(DossierState dossier, DossierHandover handover)
    {
        if (dossier.Relations.FirstOrDefault(r => r.Agency == handover.From && r.Until is null && r.Kind is RelationKind.Decider or RelationKind.RequestAddressee) is not { } sender)
            yield break;

        var bound = sender with { From = handover.ProposedOn, Source = handover.Id };
        if (handover.Status == HandoverStatus.Proposed)
            yield return new Duty(DutyKind.ApproveDossierHandover, bound);
        if (handover is { Status: HandoverStatus.Approved, ExpiresAt: { } expires })
            yield return new Duty(DutyKind.AwaitDossierCollection, bound) { Due = VietnamTime.DayOf(expires) };
    }
}

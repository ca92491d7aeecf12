using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;

namespace Registry.Domain.Tasks;

/// <summary>What follows from requests and measures of Decree 62/2012 Art. 7 (Art. 5.5, 6.4, 7.2).</summary>
internal static class MeasureDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) =>
        state.Dossier is { } dossier ? OfRequests(dossier).Concat(dossier.Measures.SelectMany(measure => OfMeasure(law, dossier, measure))) : [];

    private static IEnumerable<Duty> OfRequests(DossierState dossier) => dossier.Relations
        .Where(r => r.Kind == RelationKind.RequestAddressee && r.Until is null)
        .Select(r => new Duty(DutyKind.DecideRequest, r) { OwedTo = [.. dossier.Requests.Where(q => q.Id == r.Source).Select(q => q.RequestedBy)] });

    private static IEnumerable<Duty> OfMeasure(LawTables law, DossierState dossier, Measure measure)
    {
        if (measure.Status is not (MeasureStatus.Decided or MeasureStatus.InForce)) yield break;
        var deciders = Of(dossier, measure, RelationKind.Decider).ToImmutableArray();
        foreach (var decider in deciders.Where(r => r.Until is null))
        {
            // The decider's relation outlives the measure; its duties do not.
            var bound = decider with { Until = measure.Fact.EndsOn };
            if (measure.Status == MeasureStatus.Decided)
                yield return new Duty(DutyKind.StartMeasure, bound, measure.Id) { Due = measure.Fact.StartsOn };
            if (deciders.Any(r => r.Agency != decider.Agency))
                yield return new Duty(DutyKind.TakeOverMeasure, bound, measure.Id);
            if (measure.PapersDue is { } papers && law.Agencies.Find(decider.Agency, measure.Fact.DecidedOn ?? decider.From) is { Kind: var kind })
            {
                yield return new Duty(DutyKind.RecordUrgentPapers, bound, measure.Id)
                {
                    Due = papers,
                    Rule = law.Deadline(DeadlineMatter.DecisionAfterUrgentMeasure, kind, measure.Fact.DecidedOn ?? decider.From)?.Standing.Id,
                    OwedTo = [.. dossier.Requests.Where(q => q.Id == measure.Request).Select(q => q.RequestedBy)],
                };
            }

            if (measure.Fact.EndsOn is { } ends && law.TaskRule(DutyKind.MeasureEnds, decider.From) is { } row)
                yield return new Duty(DutyKind.MeasureEnds, bound, measure.Id) { Due = ends.AddDays(-1), Opens = Latest(decider.From, ends.AddDays(-row.Soon)) };
        }

        foreach (var order in Of(dossier, measure, RelationKind.Executor).Where(r => r.Until is null || r.Until > r.From))
        {
            // Told of it at once, to begin on the measure's first day.
            yield return new Duty(DutyKind.CarryOut, order, measure.Id)
            {
                Due = order.From,
                Opens = measure.Fact.DecidedOn is { } decided && decided < order.From ? decided : order.From,
                OwedTo = [measure.Decider],
            };

            // Of each change anew.
            if (measure.Modified is { } change)
                yield return new Duty(DutyKind.NoteChange, order with { From = change.On }, change.Id) { OwedTo = [measure.Decider] };
        }
    }

    private static IEnumerable<Relation> Of(DossierState dossier, Measure measure, RelationKind kind) =>
        dossier.Relations.Where(r => r.Kind == kind && r.Source == measure.Fact.Source);

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;
}

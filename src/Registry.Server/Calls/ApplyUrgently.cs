using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Applies a measure that cannot wait for its papers. Authority and conditions are those of a decision.</summary>
internal sealed class ApplyUrgently(DossierActs acts, LawTables law)
{
    public Task<ApplyUrgentlyResponse> Answer(ApplyUrgentlyRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var on = Wire.On(call, request.OccurredOn);
        var command = new Domain.Protection.DecideMeasure(
            call.Caller.Actor, on, Guid.NewGuid(), id, (int)request.Clause, Wire.Agencies(request.Executors), on,
            request.EndsOn is null ? null : Wire.Day(request.EndsOn), null, call.Today)
        {
            Urgent = true,
        };
        return acts.Do(
            call, request, state => ProtectionDossier.Decide(law, state, command),
            written => new ApplyUrgentlyResponse
            {
                MeasureId = id.ToString(),
                Version = written.Version,
                PapersDue = Wire.Date(((MeasureDecided)written.Happened).PapersDue!.Value),
            },
            new MeasureFields { UrgentThreat = request.Threat, Place = request.Place, Operation = request.Operation }, DecideMeasure.PathOf(id), command.Dossier);
    }
}

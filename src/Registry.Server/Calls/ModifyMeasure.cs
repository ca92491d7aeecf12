using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainPeriod = Registry.Domain.Protection.MeasurePeriod;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Changes a measure that is not over by a new decision; what stood before stays in the history, and what the measure hides stays hidden.</summary>
internal sealed class ModifyMeasure(DossierActs acts, LawTables law)
{
    public Task<ModifyMeasureResponse> Answer(ModifyMeasureRequest request, Call call)
    {
        var period = request.Period is { } given ? new DomainPeriod(Wire.Day(given.StartsOn), given.EndsOn is null ? null : Wire.Day(given.EndsOn)) : null;
        var command = new Domain.Protection.ModifyMeasure(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), call.Today, Wire.Id(request.MeasureId), period,
            request.Place is not null && request.Place.CalculateSize() > 0, request.Operation.Length > 0);
        return acts.Do(
            call, request, state => ProtectionDossier.Modify(law, state, command), written => new ModifyMeasureResponse { Version = written.Version },
            new MeasureFields { ModifyDecision = request.Decision, Place = request.Place, Operation = request.Operation }, DecideMeasure.PathOf(command.Measure));
    }
}

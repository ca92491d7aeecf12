using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Another authority answers for the measure from the day on.</summary>
internal sealed class TransferMeasure(DossierActs acts, LawTables law)
{
    public Task<TransferMeasureResponse> Answer(TransferMeasureRequest request, Call call)
    {
        var command = new Domain.Protection.TransferMeasure(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId), new AgencyCode(request.ToAgency));
        return acts.Do(
            call, request, state => ProtectionDossier.Transfer(law, state, command), written => new TransferMeasureResponse { Version = written.Version },
            new MeasureFields { TransferMinutes = request.Minutes }, DecideMeasure.PathOf(command.Measure));
    }
}

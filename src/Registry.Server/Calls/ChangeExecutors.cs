using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Others carry the measure out from the day on.</summary>
internal sealed class ChangeExecutors(DossierActs acts, LawTables law)
{
    public Task<ChangeExecutorsResponse> Answer(ChangeExecutorsRequest request, Call call)
    {
        var command = new Domain.Protection.ChangeExecutors(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId), Wire.Agencies(request.Executors));
        return acts.Do(
            call, request, state => ProtectionDossier.ChangeExecutors(law, state, command), written => new ChangeExecutorsResponse { Version = written.Version },
            new MeasureFields { ExecutorsDecision = request.Decision }, DecideMeasure.PathOf(command.Measure));
    }
}

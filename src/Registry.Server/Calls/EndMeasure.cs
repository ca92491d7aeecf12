using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Ends a measure; what it hides stays hidden (Law 66/2011 Art. 31.1).</summary>
internal sealed class EndMeasure(DossierActs acts, LawTables law)
{
    public Task<EndMeasureResponse> Answer(EndMeasureRequest request, Call call)
    {
        var command = new Domain.Protection.EndMeasure(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId));
        return acts.Do(
            call, request, state => ProtectionDossier.End(law, state, command), written => new EndMeasureResponse { Version = written.Version },
            new MeasureFields { EndDecision = request.Decision }, DecideMeasure.PathOf(command.Measure));
    }
}

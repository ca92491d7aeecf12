using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>The measure begins.</summary>
internal sealed class StartMeasure(DossierActs acts, LawTables law)
{
    public Task<StartMeasureResponse> Answer(StartMeasureRequest request, Call call)
    {
        var command = new Domain.Protection.StartMeasure(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId));
        return acts.Do(
            call, request, state => ProtectionDossier.Start(law, state, command), written => new StartMeasureResponse { Version = written.Version });
    }
}

using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>The protected person refuses a measure before it begins; who decided it or carries it out takes her paper (Decree 62/2012 Art. 3.1.b).</summary>
internal sealed class DeclineMeasure(DossierActs acts, LawTables law)
{
    public Task<DeclineMeasureResponse> Answer(DeclineMeasureRequest request, Call call)
    {
        var command = new Domain.Protection.DeclineMeasure(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId));
        return acts.Do(
            call, request, state => ProtectionDossier.Decline(law, state, command), written => new DeclineMeasureResponse { Version = written.Version },
            new MeasureFields { Refusal = request.Refusal }, DecideMeasure.PathOf(command.Measure));
    }
}

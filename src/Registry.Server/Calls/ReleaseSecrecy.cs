using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Opens what a measure that is over hid: a decision of its own, by who answers for the measure.</summary>
internal sealed class ReleaseSecrecy(DossierActs acts, LawTables law)
{
    public Task<ReleaseSecrecyResponse> Answer(ReleaseSecrecyRequest request, Call call)
    {
        var command = new Domain.Protection.ReleaseSecrecy(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId), request.Consent, request.Context.LegalBasis);
        return acts.Do(
            call, request, state => ProtectionDossier.Release(law, state, command), written => new ReleaseSecrecyResponse { Version = written.Version },
            new MeasureFields { ReleaseDecision = request.Decision }, DecideMeasure.PathOf(command.Measure));
    }
}

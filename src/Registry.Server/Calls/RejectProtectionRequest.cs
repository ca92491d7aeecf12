using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using RequestFields = Registry.V1.ProtectionRequest;

namespace Registry.Server.Calls;

/// <summary>The authority that was asked will not decide the measure, and says why.</summary>
internal sealed class RejectProtectionRequest(DossierActs acts, LawTables law)
{
    public Task<RejectProtectionRequestResponse> Answer(RejectProtectionRequestRequest request, Call call)
    {
        var command = new Domain.Protection.RejectProtectionRequest(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.ProtectionRequestId));
        return acts.Do(
            call, request, state => ProtectionDossier.Reject(law, state, command), written => new RejectProtectionRequestResponse { Version = written.Version },
            new RequestFields { RejectionReason = request.Reason }, RequestProtection.PathOf(command.Request));
    }
}

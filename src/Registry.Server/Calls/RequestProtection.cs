using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using ThreatFields = Registry.V1.ProtectionRequest;

namespace Registry.Server.Calls;

/// <summary>Asks the authority that may decide (Decision 22/2015 Art. 5.5, second half).</summary>
internal sealed class RequestProtection(DossierActs acts, LawTables law)
{
    public Task<RequestProtectionResponse> Answer(RequestProtectionRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var command = new Domain.Protection.RequestProtection(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Guid.NewGuid(), id, (int)request.Clause, new AgencyCode(request.Addressee),
            (Domain.Protection.AskedBy)request.AskedBy, request.Area.Length == 0 ? null : request.Area)
        {
            RecordedOn = call.Today,
        };
        return acts.Do(
            call, request, state => ProtectionDossier.Request(law, state, command),
            written => new RequestProtectionResponse { ProtectionRequestId = id.ToString(), Version = written.Version },
            new ThreatFields { Threat = request.Threat }, PathOf(id), command.Dossier);
    }

    /// <summary>Where a request's fields lie among a person's.</summary>
    internal static string PathOf(Guid request) => $"request/{request:n}/";
}

using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using ThreatFields = Registry.V1.ProtectionRequest;

namespace Registry.Server.Calls;

/// <summary>Asks the authority that may decide (Decision 22/2015 Art. 5.5, second half).</summary>
internal sealed class RequestProtection(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<RequestProtectionResponse> Answer(RequestProtectionRequest request, Call call)
    {
        var id = acts.NewSubject(call, request.RequestId);
        var command = new Domain.Protection.RequestProtection(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Guid.NewGuid(), id, (int)request.Clause, new AgencyCode(request.Addressee));
        var fields = disclosure.Split(new ThreatFields { Threat = request.Threat }, PathOf(id)).ToList();
        return acts.Do(call, request, request.RequestId, new Act<RequestProtectionResponse>
        {
            Subject = Wire.Id(request.PersonId),
            Stream = state => state.Dossier?.Id ?? command.Dossier,
            StreamType = StreamTypes.Dossier,
            Expected = request.ExpectedVersion,
            Decide = state => ProtectionDossier.Request(law, state, command),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => new RequestProtectionResponse { ProtectionRequestId = id.ToString(), Version = written.Version },
        });
    }

    /// <summary>Where a request's fields lie among a person's.</summary>
    internal static string PathOf(Guid request) => $"request/{request:n}/";
}

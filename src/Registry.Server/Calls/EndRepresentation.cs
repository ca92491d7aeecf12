using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>A representation is over.</summary>
internal sealed class EndRepresentation(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public Task<EndRepresentationResponse> Answer(EndRepresentationRequest request, Call call)
    {
        var id = Wire.Id(request.RepresentativeId);
        var command = new Domain.People.EndRepresentation(call.Caller.Actor, Wire.On(call, request.OccurredOn), id);
        return acts.Do(
            call, request, state => Representatives.End(law, state, command), written => new EndRepresentationResponse { Version = written.Version },
            disclosure.Split(new EndRepresentationRequest { Reason = request.Reason }, RecordRepresentative.PathOf(id) + "ended/").ToList());
    }
}

using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Calls;

/// <summary>The person, or who represents her, consents to a disclosure. Written down by who answers for her, never by who gets to see.</summary>
internal sealed class RecordConsent(PersonActs acts, LawTables law)
{
    public Task<RecordConsentResponse> Answer(RecordConsentRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var command = new Domain.People.RecordConsent(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, Wire.OptionalId(request.RepresentativeId),
            [.. request.FieldClasses.Select(one => (DomainClass)one)], [.. request.Purposes.Select(one => (DomainPurpose)one)],
            new AgencyCode(request.ToAgency), request.EndsOn is null ? null : Wire.Day(request.EndsOn));
        return acts.Do(
            call, request, state => Consents.Record(law, state, command),
            written => new RecordConsentResponse { ConsentId = id.ToString(), Version = written.Version });
    }
}

using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Hands the person over on an accepted referral, with minutes (Art. 7.3). The sender's view ends here.</summary>
internal sealed class HandOverPerson(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<HandOverPersonResponse> Answer(HandOverPersonRequest request, Call call)
    {
        var command = new Domain.Victims.HandOverPerson(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.ReferralId), call.LegalBasis, request.ConditionsMet);
        var place = disclosure.Split(new Person { CurrentPlace = request.Place }).ToList();
        return acts.Do(call, request, request.RequestId, new Act<HandOverPersonResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.HandOver(law, state, command),
            Fields = (_, eventId) => place.Concat(PersonFields.Of(request.Minutes, eventId, disclosure)),
            Seals = new HashSet<DomainClass> { DomainClass.CurrentPlace, DomainClass.Status },
            Answer = written => new HandOverPersonResponse { Version = written.Version },
        });
    }
}

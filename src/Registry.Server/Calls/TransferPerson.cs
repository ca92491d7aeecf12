using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Brings a person to another agency without a referral, where the law itself says so. The sender's view ends here.</summary>
internal sealed class TransferPerson(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<TransferPersonResponse> Answer(TransferPersonRequest request, Call call)
    {
        var transfer = acts.NewSubject(call, request.RequestId);
        var command = new Domain.Victims.TransferPerson(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), transfer, new AgencyCode(request.ToAgency), request.Need, request.Wish,
            (Domain.Victims.SpokenBy)request.SpokenBy, call.LegalBasis);
        var fields = disclosure.Split(new Person { CurrentPlace = request.Place })
            .Concat(disclosure.Split(new V1.Referral { Words = request.Words }, ProposeReferral.PathOf(transfer))).ToList();
        return acts.Do(call, request, request.RequestId, new Act<TransferPersonResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.Transfer(law, state, command),
            Fields = (_, eventId) => fields.Concat(PersonFields.Of(request.Minutes, eventId, disclosure)),
            Seals = new HashSet<DomainClass> { DomainClass.CurrentPlace, DomainClass.Status },
            Answer = written => new TransferPersonResponse { TransferId = transfer.ToString(), Version = written.Version },
        });
    }
}

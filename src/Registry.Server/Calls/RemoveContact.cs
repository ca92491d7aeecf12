using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>A contact counts no more. What was written of him stays in history.</summary>
internal sealed class RemoveContact(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public Task<RemoveContactResponse> Answer(RemoveContactRequest request, Call call)
    {
        var contact = Wire.Id(request.ContactId);
        var command = new Domain.People.RemoveContact(call.Caller.Actor, Wire.On(call, request.OccurredOn), contact);
        return acts.Do(
            call, request, state => Contacts.Remove(law, state, command), written => new RemoveContactResponse { Version = written.Version },
            disclosure.Split(new RemoveContactRequest { Reason = request.Reason }, AddContact.PathOf(contact) + "removed/").ToList());
    }
}

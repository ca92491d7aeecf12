using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Writes down somebody who is no protected person. All of him is sealed under the key of the person whose contact he is.</summary>
internal sealed class AddContact(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public async Task<AddContactResponse> Answer(AddContactRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var who = request.Contact.Clone();
        who.ContactId = "";
        who.Role = V1.ContactRole.Unspecified;
        var command = new Domain.People.AddContact(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, (Domain.People.ContactRole)request.Contact.Role);
        var warnings = Particulars.Of(request.Contact.Address, law, "contact.address.");
        var answer = await acts.Do(
            call, request, state => Contacts.Add(law, state, command),
            written => new AddContactResponse { ContactId = id.ToString(), Version = written.Version, Warnings = { warnings } },
            disclosure.Split(who, PathOf(id)).ToList());
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }

    /// <summary>Where a contact's fields lie among the person's.</summary>
    internal static string PathOf(Guid contact) => $"contact/{contact:n}/";
}

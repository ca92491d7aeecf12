using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Lifts a block, by who decided measures for the person, with a reason. What the block ended does not come back by itself.</summary>
internal sealed class UnblockContact(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public Task<UnblockContactResponse> Answer(UnblockContactRequest request, Call call)
    {
        var block = Wire.Id(request.BlockId);
        var command = new Domain.People.UnblockContact(call.Caller.Actor, Wire.On(call, request.OccurredOn), block);
        return acts.Do(
            call, request, state => Contacts.Unblock(law, state, command), written => new UnblockContactResponse { Version = written.Version },
            disclosure.Split(new UnblockContactRequest { Reason = request.Reason }, BlockContact.PathOf(block) + "lifted/").ToList(),
            before: look => look.State.Person?.People.FindBlock(block)?.Other is { } other
                ? acts.Mirror(call, request, other, look, _ => Contacts.MirrorLifted(command), new UnblockContactResponse())
                : Task.CompletedTask);
    }
}

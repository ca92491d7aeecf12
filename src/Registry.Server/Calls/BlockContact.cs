using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Keeps a person and somebody who may be an offender apart. Where he has a record, it is written there too, in a transaction of its own
/// before this one; a repeated request goes on from there.
/// </summary>
internal sealed class BlockContact(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public Task<BlockContactResponse> Answer(BlockContactRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var person = Wire.Id(request.PersonId);
        var command = new Domain.People.BlockContact(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, Wire.OptionalId(request.RelativeId), Wire.OptionalId(request.ContactId),
            Wire.Agencies(request.ActingAgencies));
        return acts.Do(
            call, request, state => Contacts.Block(law, state, command),
            written => new BlockContactResponse { BlockId = id.ToString(), Version = written.Version },
            disclosure.Split(new ContactBlock { Reason = request.Reason }, PathOf(id)).ToList(),
            before: look => command.Other is { } other
                ? acts.Mirror(call, request, other, look, _ => Contacts.Mirror(command, person), new BlockContactResponse())
                : Task.CompletedTask);
    }

    /// <summary>Where a block's reason lies among the person's fields.</summary>
    internal static string PathOf(Guid block) => $"block/{block:n}/";
}

using Google.Protobuf;
using Registry.Domain.Law;
using Registry.Domain.Relatives;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainKinship = Registry.Domain.Victims.Kinship;

namespace Registry.Server.Calls;

/// <summary>
/// Puts right how a relative belongs to the victim. That she came along, or did not, is written into the victim's record too, before this one; a repeated
/// request goes on from there.
/// </summary>
internal sealed class CorrectKinship(PersonActs acts, LawTables law)
{
    public Task<CorrectKinshipResponse> Answer(CorrectKinshipRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var person = Wire.Id(request.PersonId);
        var command = new Domain.Relatives.CorrectKinship(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, request.Kinship == Kinship.Unspecified ? null : (DomainKinship)request.Kinship,
            request.Accompanies, request.Minor);
        var reason = new OpenField(AmendIdentity.PathOf(id) + "reason", DomainClass.Relatives, new Amendment { Reason = request.Reason }.ToByteArray());
        return acts.Do(
            call, request, state => KinCorrection.Correct(law, state, command),
            written => new CorrectKinshipResponse { Version = written.Version, AmendmentId = id.ToString() }, [reason],
            before: look => look.State.Person is { Victim: { } victim } kin && kin.Accompanies != command.Accompanies
                ? acts.Mirror(call, request, victim, look, _ => KinCorrection.Mirror(command, person), new CorrectKinshipResponse())
                : Task.CompletedTask);
    }
}

using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>An agency that takes part in the reception records it with its own minutes (Art. 5.3, 6.1, 7.1).</summary>
internal sealed class RecordReception(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<RecordReceptionResponse> Answer(RecordReceptionRequest request, Call call) =>
        acts.Do(call, request, request.RequestId, new Act<RecordReceptionResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.RecordReception(law, state, new(call.Caller.Actor, Wire.On(call, request.OccurredOn), request.Lead)),
            Fields = (_, eventId) => PersonFields.Of(request.Minutes, eventId, disclosure),
            Seals = new HashSet<Domain.Access.FieldClass> { Domain.Access.FieldClass.Status },
            Answer = written => new RecordReceptionResponse { Version = written.Version },
        });
}

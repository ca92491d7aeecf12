using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;

namespace Registry.Server.Calls;

/// <summary>
/// The one maker of acts on the record of a person who exists. Person, request id and version stand in fields that the contract gives every
/// act on somebody.
/// </summary>
internal sealed class PersonActs(Acts acts)
{
    /// <summary>Id of what the request makes, e.g. a contact.</summary>
    public Guid NewId(Call call, IMessage request) => acts.NewSubject(call, Wire.Field<string>(request, "request_id"));

    /// <summary>Carries the act out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="decide">The law's decision.</param>
    /// <param name="answer">The answer; kept, so it holds no secret.</param>
    /// <param name="fields">What the event carries sealed.</param>
    /// <param name="asks">Classes that must be permitted; null for those of the contract.</param>
    /// <param name="before">What must stand before the act's own transaction.</param>
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, Func<SubjectState, Decided> decide, Func<Written, TResponse> answer, IReadOnlyList<OpenField>? fields = null,
        IReadOnlySet<FieldClass>? asks = null, Func<Look, Task>? before = null)
        where TResponse : class, IMessage<TResponse>, new() =>
        acts.Do(call, request, Wire.Field<string>(request, "request_id"), new Act<TResponse>
        {
            Subject = Wire.Id(Wire.Field<string>(request, "person_id")),
            StreamType = StreamTypes.Person,
            Expected = Wire.Field<long>(request, "expected_version"),
            Decide = decide,
            Fields = (_, _) => fields ?? [],
            Seals = (fields ?? []).Classes(),
            Asks = asks,
            Before = before,
            Answer = answer,
        });

    /// <summary>
    /// Writes into the record of another what an act on this one means there, before it: who acts counts there as here, nothing is refused
    /// and nothing is told. A record that is closed to the caller by a block of its own needs no mirror.
    /// </summary>
    public async Task Mirror<TResponse>(Call call, IMessage request, Guid other, Look from, Func<SubjectState, Decided> decide, TResponse answer)
        where TResponse : class, IMessage<TResponse>, new()
    {
        try
        {
            await acts.DoPart(call, request, Wire.Field<string>(request, "request_id") + "/mirror", new Act<TResponse>
            {
                Subject = other,
                StreamType = StreamTypes.Person,
                Expected = null,
                ActsFrom = from.State,
                Decide = decide,
                Answer = _ => answer,
            });
        }
        catch (CallFailedException closed) when (closed.Reason == "NOT_FOUND")
        {
        }
    }
}

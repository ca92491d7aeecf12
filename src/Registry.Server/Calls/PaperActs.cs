using Google.Protobuf;
using Registry.Domain.History;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;

namespace Registry.Server.Calls;

/// <summary>The one maker of acts on a person's own stream that leave papers: as <see cref="DossierActs"/>, with papers that lie under the id of an event.</summary>
internal sealed class PaperActs(Acts acts, Disclosure disclosure)
{
    /// <summary>Carries the act out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request; names person, version and request id.</param>
    /// <param name="decide">The law's decision.</param>
    /// <param name="answer">The answer; kept, so it holds no secret.</param>
    /// <param name="papers">What the event carries sealed, as fields of the message that shows it again.</param>
    /// <param name="at">Where they lie among the person's fields, e.g. <c>finding/ID/</c>.</param>
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, Func<SubjectState, Decided> decide, Func<Written, TResponse> answer, IMessage papers, Func<DomainEvent, Guid, string> at)
        where TResponse : class, IMessage<TResponse>, new() =>
        acts.Do(call, request, Wire.Field<string>(request, "request_id"), new Act<TResponse>
        {
            Subject = Wire.Id(Wire.Field<string>(request, "person_id")),
            StreamType = StreamTypes.Person,
            Expected = Wire.Field<long>(request, "expected_version"),
            Decide = decide,
            Fields = (happened, eventId) => disclosure.Split(papers, at(happened, eventId)),
            Seals = disclosure.Split(papers).Classes(),
            Answer = answer,
        });
}

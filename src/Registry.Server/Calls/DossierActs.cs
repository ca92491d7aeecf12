using Google.Protobuf;
using Registry.Domain.History;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;

namespace Registry.Server.Calls;

/// <summary>
/// The one maker of acts on a person's dossier. Stream, its type and version are the same for all; person, request id and version stand
/// in fields that the contract gives every act on somebody.
/// </summary>
internal sealed class DossierActs(Acts acts, Disclosure disclosure)
{
    /// <summary>Id of what the request makes, e.g. a measure.</summary>
    public Guid NewId(Call call, IMessage request) => acts.NewSubject(call, Field<string>(request, "request_id"));

    /// <summary>Carries the act out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="decide">The law's decision.</param>
    /// <param name="answer">The answer; kept, so it holds no secret.</param>
    /// <param name="papers">What the event carries sealed, as fields of the message that shows it again; null for nothing.</param>
    /// <param name="at">Where they lie among the person's fields, e.g. <c>measure/ID/</c>.</param>
    /// <param name="dossier">New random id, used when the person has no dossier yet.</param>
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, Func<SubjectState, Decided> decide, Func<Written, TResponse> answer,
        IMessage? papers = null, string at = "", Guid? dossier = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var fields = papers is null ? [] : disclosure.Split(papers, at).ToList();
        var absent = dossier ?? Guid.NewGuid();
        return acts.Do(call, request, Field<string>(request, "request_id"), new Act<TResponse>
        {
            Subject = Wire.Id(Field<string>(request, "person_id")),
            Stream = state => state.Dossier?.Id ?? absent,
            StreamType = StreamTypes.Dossier,
            Expected = Field<long>(request, "expected_version"),
            Decide = decide,
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = answer,
        });
    }

    private static T Field<T>(IMessage request, string name) => (T)request.Descriptor.FindFieldByName(name).Accessor.GetValue(request);
}

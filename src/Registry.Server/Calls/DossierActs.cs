using Google.Protobuf;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;

namespace Registry.Server.Calls;

/// <summary>
/// The one maker of acts on a person's dossier. Stream, its type and version are the same for all; person, request id and version stand
/// in fields that the contract gives every act on somebody.
/// </summary>
internal sealed class DossierActs(Acts acts, Disclosure disclosure, LawTables law)
{
    /// <summary>Id of what the request makes, e.g. a measure.</summary>
    public Guid NewId(Call call, IMessage request) => acts.NewSubject(call, Wire.Field<string>(request, "request_id"));

    /// <summary>Carries the act out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="decide">The law's decision.</param>
    /// <param name="answer">The answer; kept, so it holds no secret.</param>
    /// <param name="papers">What the event carries sealed, as fields of the message that shows it again; null for nothing.</param>
    /// <param name="at">Where they lie among the person's fields, e.g. <c>measure/ID/</c>.</param>
    /// <param name="dossier">New random id, used when the person has no dossier yet.</param>
    /// <param name="more">What is special about this act.</param>
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, Func<SubjectState, Decided> decide, Func<Written, TResponse> answer,
        IMessage? papers = null, string at = "", Guid? dossier = null, Func<Act<TResponse>, Act<TResponse>>? more = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var fields = papers is null ? [] : disclosure.Split(papers, at).ToList();
        var absent = dossier ?? Guid.NewGuid();
        var signed = papers is null ? null : PaperDates.Earliest(papers);
        var act = new Act<TResponse>
        {
            Subject = Wire.Id(Wire.Field<string>(request, "person_id")),
            Stream = state => state.Dossier?.Id ?? absent,
            StreamType = StreamTypes.Dossier,
            Expected = Wire.Field<long>(request, "expected_version"),
            Decide = state => signed < PaperDates.CaseBegan(state) ? law.Refuse(RefusalReason.PaperBeforeCase, call.Today) : decide(state),
            KinOf = state => state.Person?.Victim,
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = answer,
        };
        return acts.Do(call, request, Wire.Field<string>(request, "request_id"), more is null ? act : more(act));
    }

    /// <summary>Fields of a message on their way to being sealed.</summary>
    public IReadOnlyList<OpenField> Split(IMessage papers, string at) => [.. disclosure.Split(papers, at)];
}

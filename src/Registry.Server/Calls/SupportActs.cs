using Google.Protobuf;
using Registry.Domain.History;
using Registry.Domain.Support;
using Registry.Server.Pipeline;

namespace Registry.Server.Calls;

/// <summary>The one maker of acts on a person's support: all are events of her own stream; what they carry sealed lies under the file.</summary>
internal sealed class SupportActs(Acts acts, PaperActs person)
{
    /// <summary>Id of what the request makes.</summary>
    public Guid NewId(Call call, string requestId) => acts.NewSubject(call, requestId);


    /// <summary>Carries the act out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request.</param>
    /// <param name="decide">The law's decision.</param>
    /// <param name="answer">The answer; kept, so it holds no secret.</param>
    /// <param name="papers">What the event carries sealed, as fields of the message that shows it again.</param>
    /// <param name="at">Where they lie, by the id of the event.</param>
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, Func<SubjectState, Decided> decide, Func<Written, TResponse> answer, IMessage papers, Func<Guid, string> at)
        where TResponse : class, IMessage<TResponse>, new() =>
        person.Do(call, request, decide, answer, papers, (_, eventId) => at(eventId));

    /// <summary>Where a file's fields lie among a person's.</summary>
    internal static string PathOf(Guid support) => $"support/{support:n}/";

    /// <summary>Where a delivery's fields lie.</summary>
    internal static string PathOf(Guid support, Guid delivery) => $"{PathOf(support)}{delivery:n}/";

    internal static SupportPeriod? Period(V1.SupportPeriod? period) => period is null ? null : new(Wire.Day(period.FirstDay), period.Days);
}

using Google.Protobuf;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Server.Enrolment;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>The one maker of acts on the directory: always the same subject, always dated today, seen by this process with the answer.</summary>
internal sealed class DirectoryActs(Acts acts, DirectoryWatch directory)
{
    /// <summary>Id of what a request proposes: follows from the request, so that a repeated one proposes nothing twice.</summary>
    public Guid NewId(Call call, string requestId) => acts.NewSubject(call, requestId);

    public async Task<TResponse> Do<TResponse>(
        Call call, IMessage request, (string Request, Date? OccurredOn, long Expected) said, Guid id,
        Func<DirectoryState?, DirectoryCommand, Decided> decide, Func<long, TResponse> answer)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (said.OccurredOn is { } day && Wire.Day(day) != call.Today)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("occurred_on", Expected.Today));
        var by = new ActingOfficer(call.Caller.Issuer, call.Caller.Officer, call.Caller.Agency);
        var command = new DirectoryCommand(by, call.Caller.Kind, call.Today, id);
        try
        {
            return await acts.Do(call, request, said.Request, new Act<TResponse>
            {
                Subject = DirectoryState.Subject,
                StreamType = StreamTypes.Agency,
                Expected = said.Expected,
                Decide = state => decide(state.Directory, command),
                Answer = written => answer(written.Version),
            });
        }
        finally
        {
            directory.Forget();
        }
    }
}

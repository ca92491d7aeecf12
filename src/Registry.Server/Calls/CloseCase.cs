using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Closes the case: working relations end, nothing opens.</summary>
internal sealed class CloseCase(PaperActs acts, LawTables law)
{
    /// <summary>Where the reason lies: of the last closing, which is the one that is shown.</summary>
    internal const string Path = "case/";

    public Task<CloseCaseResponse> Answer(CloseCaseRequest request, Call call)
    {
        var command = new Domain.Verification.CloseCase(call.Caller.Actor, Wire.On(call, request.OccurredOn), (Domain.Verification.ClosingGround)request.Ground, call.Today);
        return acts.Do(
            call, request, state => Closings.Close(law, state, command), written => new CloseCaseResponse { Version = written.Version },
            new CaseState { ClosingReason = request.Reason }, (_, _) => Path);
    }
}

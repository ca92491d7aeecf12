using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportFile = Registry.V1.SupportFile;

namespace Registry.Server.Calls;

/// <summary>Rejects a file of support and says why.</summary>
internal sealed class RejectSupport(SupportActs acts, LawTables law)
{
    public Task<RejectSupportResponse> Answer(RejectSupportRequest request, Call call)
    {
        var command = new Domain.Support.RejectSupport(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), call.Today, Wire.Id(request.SupportId));
        return acts.Do(
            call, request, state => SupportFiles.Reject(law, state, command), written => new RejectSupportResponse { Version = written.Version },
            new SupportFile { RejectionReason = request.Reason, Decision = request.Decision }, _ => SupportActs.PathOf(command.Support));
    }
}

using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportFile = Registry.V1.SupportFile;

namespace Registry.Server.Calls;

/// <summary>Appraises a file of support (Art. 13.1).</summary>
internal sealed class AppraiseSupport(SupportActs acts, LawTables law)
{
    public Task<AppraiseSupportResponse> Answer(AppraiseSupportRequest request, Call call)
    {
        var command = new Domain.Support.AppraiseSupport(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), call.Today, Wire.Id(request.SupportId), request.Favourable);
        return acts.Do(
            call, request, state => SupportFiles.Appraise(law, state, command), written => new AppraiseSupportResponse { Version = written.Version },
            new SupportFile { Opinion = request.Opinion }, _ => SupportActs.PathOf(command.Support));
    }
}

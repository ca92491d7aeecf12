using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportFile = Registry.V1.SupportFile;

namespace Registry.Server.Calls;

/// <summary>Stops a file of support that is no longer carried out, and says why.</summary>
internal sealed class StopSupport(SupportActs acts, LawTables law)
{
    public Task<StopSupportResponse> Answer(StopSupportRequest request, Call call)
    {
        var command = new Domain.Support.StopSupport(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.SupportId));
        return acts.Do(
            call, request, state => SupportStopping.Stop(law, state, command), written => new StopSupportResponse { Version = written.Version },
            new SupportFile { StopReason = request.Reason }, _ => SupportActs.PathOf(command.Support));
    }
}

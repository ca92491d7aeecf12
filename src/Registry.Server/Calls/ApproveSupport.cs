using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportFile = Registry.V1.SupportFile;

namespace Registry.Server.Calls;

/// <summary>Approves a file of support, inside the limits of the law that it follows.</summary>
internal sealed class ApproveSupport(SupportActs acts, LawTables law)
{
    public Task<ApproveSupportResponse> Answer(ApproveSupportRequest request, Call call)
    {
        var command = new Domain.Support.ApproveSupport(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), call.Today, Wire.Id(request.SupportId), SupportActs.Period(request.Period),
            request.BeyondLimit, request.Deliverer.Length == 0 ? null : new AgencyCode(request.Deliverer));
        return acts.Do(
            call, request, state => SupportFiles.Approve(law, state, command), written => new ApproveSupportResponse { Version = written.Version },
            new SupportFile { GrantedDong = request.AmountDong, Decision = request.Decision }, _ => SupportActs.PathOf(command.Support));
    }
}

using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportFile = Registry.V1.SupportFile;
using SupportKind = Registry.Domain.Law.SupportKind;

namespace Registry.Server.Calls;

/// <summary>Proposes support to the agency that decides (Art. 5.4, 13.1).</summary>
internal sealed class ProposeSupport(SupportActs acts, LawTables law)
{
    public Task<ProposeSupportResponse> Answer(ProposeSupportRequest request, Call call)
    {
        var id = acts.NewId(call, request.RequestId);
        var command = new Domain.Support.ProposeSupport(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), id, (SupportKind)request.Kind, request.Foreigner,
            request.VictimConfirmedOn is null ? null : Wire.Day(request.VictimConfirmedOn),
            request.Appraiser.Length == 0 ? null : new AgencyCode(request.Appraiser), new AgencyCode(request.Approver));
        return acts.Do(
            call, request, state => SupportFiles.Propose(law, state, command),
            written => new ProposeSupportResponse { SupportId = id.ToString(), Version = written.Version },
            new SupportFile { AmountDong = request.AmountDong, Grounds = request.Grounds, Application = request.Application }, _ => SupportActs.PathOf(id));
    }
}

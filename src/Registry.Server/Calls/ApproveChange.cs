using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>The second person approves; with the answer the change is in force.</summary>
internal sealed class ApproveChange(DirectoryActs acts, LawTables law)
{
    public Task<ApproveChangeResponse> Answer(ApproveChangeRequest request, Call call) => acts.Do(
        call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), Wire.Id(request.ProposalId),
        (state, command) => Decisions.Approve(law, state, command),
        version => new ApproveChangeResponse { Version = version });
}

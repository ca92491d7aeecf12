using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>A proposal is taken back or refused.</summary>
internal sealed class WithdrawChange(DirectoryActs acts, LawTables law)
{
    public Task<WithdrawChangeResponse> Answer(WithdrawChangeRequest request, Call call) => acts.Do(
        call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), Wire.Id(request.ProposalId),
        (state, command) => Decisions.Withdraw(law, state, command),
        version => new WithdrawChangeResponse { Version = version });
}

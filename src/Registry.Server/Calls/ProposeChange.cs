using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>An administrator proposes a change of who may act.</summary>
internal sealed class ProposeChange(DirectoryActs acts, LawTables law)
{
    public Task<ProposeChangeResponse> Answer(ProposeChangeRequest request, Call call)
    {
        if (request.Change.ChangeCase == DirectoryChange.ChangeOneofCase.Grant)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("change.grant", "a change; grants are proposed by AccessService.GrantBasis"));
        var change = DirectoryWire.Read(request.Change);
        var id = acts.NewId(call, request.RequestId);
        return acts.Do(
            call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), id,
            (state, command) => Decisions.Propose(law, state, command, change),
            version => new ProposeChangeResponse { ProposalId = id.ToString(), Version = version });
    }
}

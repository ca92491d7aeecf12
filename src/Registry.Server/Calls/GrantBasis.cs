using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>An administrator proposes an outside system's right to ask; an inspector approves it like any grave change.</summary>
internal sealed class GrantBasis(DirectoryActs acts, LawTables law)
{
    public Task<GrantBasisResponse> Answer(GrantBasisRequest request, Call call)
    {
        var change = DirectoryWire.Read(new DirectoryChange { Agency = request.Agency, Grant = request.Grant });
        var id = acts.NewId(call, request.RequestId);
        return acts.Do(
            call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), id,
            (state, command) => Decisions.Propose(law, state, command, change),
            version => new GrantBasisResponse { GrantId = id.ToString(), Version = version });
    }
}

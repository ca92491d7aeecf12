using Registry.Domain.Law;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>An administrator proposes a change of who may act.</summary>
internal sealed class ProposeChange(DirectoryActs acts, LawTables law, IssuerOptions issuer)
{
    public Task<ProposeChangeResponse> Answer(ProposeChangeRequest request, Call call)
    {
        if (request.Change.ChangeCase == DirectoryChange.ChangeOneofCase.Grant)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("change.grant", Expected.NoGrant));
        var change = DirectoryWire.Read(request.Change);
        // Two that speak under one name could sign for each other's officers.
        if (change is Domain.Agencies.DirectoryChange.AddKey key && key.Issuer == issuer.Issuer)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("change.issuer", Expected.OwnIssuer));
        var id = acts.NewId(call, request.RequestId);
        return acts.Do(
            call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), id,
            (state, command) => Decisions.Propose(law, state, command, change),
            version => new ProposeChangeResponse { ProposalId = id.ToString(), Version = version });
    }
}

using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;

namespace Registry.Server.Calls;

/// <summary>A grant ends at once: what an outside system asks next is answered without it, in every process.</summary>
internal sealed class RevokeGrant(DirectoryActs acts, LawTables law)
{
    public Task<RevokeGrantResponse> Answer(RevokeGrantRequest request, Call call) => acts.Do(
        call, request, (request.RequestId, request.OccurredOn, request.ExpectedVersion), Wire.Id(request.GrantId),
        (state, command) => Decisions.RevokeGrant(law, state, command),
        version => new RevokeGrantResponse { Version = version });
}

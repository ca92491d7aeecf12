using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Calls;

/// <summary>Grants that were given, for administrators and inspectors.</summary>
internal sealed class ListGrants(Looks looks, LawTables law)
{
    public async Task<ListGrantsResponse> Answer(ListGrantsRequest request, Call call)
    {
        using var look = await looks.At(call, DirectoryState.Subject, GetDirectory.Inside);
        var answer = new ListGrantsResponse { Version = look.Record.Head(DirectoryState.Subject, StreamTypes.Agency).Told };
        answer.Grants.AddRange(DirectoryEnrolment.Of(law.AgenciesOfTables, look.State.Directory).Grants
            .Where(grant => request.Agency.Length == 0 || grant.Given.Agency.Value == request.Agency)
            .Select(grant => new GivenGrant
            {
                GrantId = grant.Id.ToString(),
                Agency = grant.Given.Agency.Value,
                Grant = DirectoryWire.Write(grant.Given).Grant,
                GivenOn = Wire.Date(grant.From),
                RevokedOn = grant.RevokedOn is { } day ? Wire.Date(day) : null,
            }));
        return answer;
    }
}

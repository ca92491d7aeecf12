using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Two records are of one human being.</summary>
internal sealed class MergePersons(PersonMerges merges, LawTables law)
{
    public Task<MergePersonsResponse> Answer(MergePersonsRequest request, Call call)
    {
        var command = new MergeRecords(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.PersonId), Wire.Id(request.OtherId));
        return merges.Do(call, new MergeAct<MergePersonsResponse>
        {
            Request = request,
            RequestId = request.RequestId,
            Command = command,
            Version = request.ExpectedVersion,
            OtherVersion = request.OtherVersion,
            Grounds = new MergePersonsRequest { Grounds = request.Grounds },
            Path = $"merge/{command.Other:n}/",
            Joins = true,
            Decide = (kept, other, here) => SamePerson.Merge(law, kept, other, here, command),
            Answer = (version, other) => new MergePersonsResponse { Version = version, OtherVersion = other },
        });
    }
}

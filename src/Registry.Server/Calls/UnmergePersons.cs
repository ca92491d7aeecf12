using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Two records that were joined are of two human beings.</summary>
internal sealed class UnmergePersons(PersonMerges merges, LawTables law)
{
    public Task<UnmergePersonsResponse> Answer(UnmergePersonsRequest request, Call call)
    {
        var command = new MergeRecords(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.PersonId), Wire.Id(request.OtherId));
        return merges.Do(call, new MergeAct<UnmergePersonsResponse>
        {
            Request = request,
            RequestId = request.RequestId,
            Command = command,
            Version = request.ExpectedVersion,
            OtherVersion = request.OtherVersion,
            Grounds = new UnmergePersonsRequest { Grounds = request.Grounds },
            Path = $"unmerge/{command.Other:n}/",
            Joins = false,
            Decide = (kept, other, here) => SamePerson.Unmerge(law, kept, other, here, command),
            Answer = (version, other) => new UnmergePersonsResponse { Version = version, OtherVersion = other },
        });
    }
}

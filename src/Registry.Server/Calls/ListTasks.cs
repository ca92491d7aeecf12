using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Open tasks of the caller's agency for the purpose of the call, in an order that stays the same while tasks come and go.</summary>
internal sealed class ListTasks(CaseIndex index, CaseFollower follower, Pages pages, PageTokens tokens, TaskBook book, Records.AccessRecorder recorder)
{
    public async Task<ListTasksResponse> Answer(ListTasksRequest request, Call call)
    {
        var size = Pages.Sizes.Of(request.PageSize);
        var place = tokens.Of(call, $"{call.Purpose}");
        var after = place.Bytes(request.PageToken) is { } last ? new Guid(last) : Guid.Empty;
        await follower.Ready(call.Cancel);
        await recorder.Called(call, TaskBook.AskedBy(call));

        var page = await pages.Walk(
            call, (from, most) => index.BoundTo(call.Caller.Agency, call.Today, from, most), after, size, TaskBook.AskedBy(call),
            (record, decision) => book.Tell(call, record, decision));
        var answer = new ListTasksResponse();
        foreach (var tasks in page.Told)
            answer.Tasks.AddRange(tasks);
        if (page.Next is { } next)
            answer.NextPageToken = place.Seal(next.ToByteArray());
        return answer;
    }
}

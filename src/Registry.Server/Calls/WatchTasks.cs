using Grpc.Core;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Tasks as they come: first all that are open, then each time what changed.</summary>
internal sealed class WatchTasks(CaseIndex index, ChangeStreams streams, TaskBook book)
{
    public Task Answer(WatchTasksRequest request, IServerStreamWriter<WatchTasksResponse> stream, Call call) => streams.Run(
        call, request.Cursor,
        new ChangeQuestion<IReadOnlyList<CaseTask>, WatchTasksResponse>(
            TaskBook.Asked, index.ChangedFor, book.Tell,
            (told, cursor, caughtUp) => new WatchTasksResponse { Tasks = { told.SelectMany(tasks => tasks) }, Cursor = cursor, CaughtUp = caughtUp })
        {
            Standing = true,
        },
        stream);
}

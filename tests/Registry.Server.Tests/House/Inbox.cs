using Grpc.Core;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests.House;

/// <summary>The tasks of one agency, as it lists and watches them.</summary>
internal sealed class Inbox(Desk desk, Purpose purpose) : IDisposable
{
    public Desk Desk => desk;

    public static Inbox Of(RunningRegistry registry, Officer officer, Purpose purpose = Purpose.ReceiveReturnee) =>
        new(registry.Desk(officer.WithEveryScope()), purpose);

    /// <summary>Every page.</summary>
    public async Task<List<CaseTask>> List(int pageSize = 0)
    {
        var (tasks, token) = (new List<CaseTask>(), "");
        do
        {
            var page = await desk.Tasks.ListTasksAsync(
                new ListTasksRequest { Context = Why(), PageSize = pageSize, PageToken = token }, desk.Options);
            tasks.AddRange(page.Tasks);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return tasks;
    }

    /// <summary>Tasks about one subject.</summary>
    public async Task<List<CaseTask>> About(string subject) => [.. (await List()).Where(task => task.SubjectId == subject)];

    public AsyncServerStreamingCall<WatchTasksResponse> Watch(string cursor = "") =>
        desk.Tasks.WatchTasks(new WatchTasksRequest { Context = Why(), Cursor = cursor }, desk.Options);

    /// <summary>Messages until everything open has been told; the last one says so.</summary>
    public static async Task<List<WatchTasksResponse>> CatchUp(AsyncServerStreamingCall<WatchTasksResponse> watch)
    {
        var messages = new List<WatchTasksResponse>();
        while (messages.Count == 0 || !messages[^1].CaughtUp)
            messages.Add(await Next(watch));
        return messages;
    }

    public static async Task<WatchTasksResponse> Next(AsyncServerStreamingCall<WatchTasksResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current;
    }

    public AcknowledgeTaskRequest Note(CaseTask task) => new()
    {
        Context = Why(),
        RequestId = BorderReturn.NewId(),
        SubjectId = task.SubjectId,
        TaskId = task.TaskId,
        ExpectedVersion = task.Version,
    };

    public AccessContext Why() => BorderReturn.Why(purpose, "QD22/2015-D6.3");

    public void Dispose() => desk.Dispose();
}

using System.Buffers.Binary;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Tasks as they come. What is told follows from the events, so nothing is kept for a reader: a cursor says how far it came, and whoever comes
/// back with one is told everything that happened since, at least once. One page is in memory a stream, however slowly it is read.
/// </summary>
internal sealed class WatchTasks(
    CaseIndex index, CaseFollower follower, Pages pages, PageTokens tokens, TaskBook book, StreamGate gate, Records.AccessRecorder recorder)
{
    /// <summary>How long a stream rests at most: the day may have turned.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    public async Task Answer(WatchTasksRequest request, IServerStreamWriter<WatchTasksResponse> stream, Call call)
    {
        var cursors = tokens.OfAgency(call, $"{call.Purpose}");
        var (number, day) = PlaceOf(cursors.Bytes(request.Cursor, "cursor"));
        using var open = gate.Open(call);
        await follower.Ready(call.Cancel);
        await recorder.Called(call, TaskBook.Asked);
        await call.SendReceipt();
        await open.Run(() => Tell(stream, open, cursors, call.Caller.Agency, number, day));
    }

    private async Task Tell(IServerStreamWriter<WatchTasksResponse> stream, StreamGate.OpenStream open, PagePlace cursors, AgencyCode agency, long number, DateOnly day)
    {
        var (order, caughtUp) = (0L, false);
        while (true)
        {
            // On another day every task may be in another state.
            var sameDay = gate.Today == day;
            day = gate.Today;
            var changes = index.ChangedFor(agency, day, sameDay ? number : 0, sameDay ? order : 0);
            (number, order) = (sameDay ? number : 0, changes.Order);
            foreach (var chunk in changes.Subjects.Chunk(Pages.Most))
            {
                var page = await open.Page();
                var told = await pages.Tell(page, [.. chunk.Select(one => one.Subject)], TaskBook.Asked, (record, decision) => book.Tell(page, record, decision));
                number = Math.Max(number, Math.Min(chunk[^1].Number, changes.Settled));
                if (told.Count == 0)
                    continue;
                var message = new WatchTasksResponse { Cursor = Cursor(cursors, number, day) };
                foreach (var tasks in told)
                    message.Tasks.AddRange(tasks);
                await stream.WriteAsync(message, open.Ended);
            }

            number = Math.Max(number, changes.Settled);
            if (!caughtUp)
                await stream.WriteAsync(new WatchTasksResponse { CaughtUp = true, Cursor = Cursor(cursors, number, day) }, open.Ended);
            caughtUp = true;

            // Within this stream the order of changes is enough; numbers are for the next one.
            number = 0;
            await Task.WhenAny(changes.Next, Task.Delay(Rest, open.Ended));
            open.Ended.ThrowIfCancellationRequested();
        }
    }

    private static string Cursor(PagePlace cursors, long number, DateOnly day)
    {
        var place = new byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64BigEndian(place, number);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(sizeof(long)), day.DayNumber);
        return cursors.Seal(place);
    }

    private static (long Number, DateOnly Day) PlaceOf(byte[]? place) => place is null
        ? (0, default)
        : (BinaryPrimitives.ReadInt64BigEndian(place), DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(place.AsSpan(sizeof(long)))));
}

using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;

namespace Registry.Server.Cases;

/// <summary>What a stream of changes tells.</summary>
/// <param name="Asked">Classes that it tells.</param>
/// <param name="Changed">Subjects that changed for an agency on a day, after a number and after an order.</param>
/// <param name="Tell">What there is to tell of one; null for nothing.</param>
/// <param name="Message">A message: what is told, the cursor, and whether everything that was open has been told.</param>
internal sealed record ChangeQuestion<T, TMessage>(
    IReadOnlySet<FieldClass> Asked,
    Func<AgencyCode, DateOnly, long, long, CaseChanges> Changed,
    Func<Call, SubjectRecord, Decision, T?> Tell,
    Func<IReadOnlyList<T>, string, bool, TMessage> Message)
    where T : class
    where TMessage : IMessage
{
    /// <summary>True when another day tells everything anew and a first stream begins with what is; false when it begins with what comes.</summary>
    public bool Standing { get; init; }
}

/// <summary>
/// Changes as they come. What is told follows from the events, so nothing is kept for a reader: a cursor says how far it came, and whoever comes
/// back with one is told everything that happened since, at least once. One page is in memory a stream, however slowly it is read.
/// </summary>
internal sealed class ChangeStreams(CaseFollower follower, Pages pages, PageTokens tokens, StreamGate gate, AccessRecorder recorder)
{
    /// <summary>How long a stream rests at most: the day may have turned.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    public async Task Run<T, TMessage>(Call call, string cursor, ChangeQuestion<T, TMessage> question, IServerStreamWriter<TMessage> stream)
        where T : class
        where TMessage : IMessage
    {
        var cursors = tokens.OfAgency(call, $"{call.Purpose}");
        var place = PlaceOf(cursors.Bytes(cursor, "cursor"));
        using var open = gate.Open(call);
        await follower.Ready(call.Cancel);
        await recorder.Called(call, question.Asked);
        await call.SendReceipt();
        await open.Run(() => Tell(stream, open, cursors, call.Caller.Agency, question, place));
    }

    private async Task Tell<T, TMessage>(
        IServerStreamWriter<TMessage> stream, StreamGate.OpenStream open, PagePlace cursors, AgencyCode agency, ChangeQuestion<T, TMessage> question, (long Number, DateOnly Day)? place)
        where T : class
        where TMessage : IMessage
    {
        var (number, day) = place ?? (0, question.Standing ? default : gate.Today);
        var (order, caughtUp) = (0L, false);
        if (place is null && !question.Standing)
        {
            var now = question.Changed(agency, day, long.MaxValue, long.MaxValue);
            (number, order) = (now.Settled, now.Order);
        }

        while (true)
        {
            // On another day everything that stands may be in another state.
            var goesOn = !question.Standing || gate.Today == day;
            day = gate.Today;
            var changes = question.Changed(agency, day, goesOn ? number : 0, goesOn ? order : 0);
            (number, order) = (goesOn ? number : 0, changes.Order);
            foreach (var chunk in changes.Subjects.Chunk(Pages.Most))
            {
                var page = await open.Page();
                var told = await pages.Tell(page, [.. chunk.Select(one => one.Subject)], question.Asked, (record, decision) => question.Tell(page, record, decision));
                number = Math.Max(number, Math.Min(chunk[^1].Number, changes.Settled));
                if (told.Count > 0)
                    await stream.WriteAsync(question.Message(told, Cursor(cursors, number, day), false), open.Ended);
            }

            number = Math.Max(number, changes.Settled);
            if (!caughtUp)
                await stream.WriteAsync(question.Message([], Cursor(cursors, number, day), true), open.Ended);
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

    private static (long Number, DateOnly Day)? PlaceOf(byte[]? place) => place is null
        ? null
        : (BinaryPrimitives.ReadInt64BigEndian(place), DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(place.AsSpan(sizeof(long)))));
}

using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Lines as they are committed. The log has one order without gaps, so a place in it is all that a cursor needs: nothing is skipped and nothing is
/// told twice. Every message that tells lines is a look of its own, decided anew and on disk before it; one message is in memory a stream.
/// </summary>
internal sealed class WatchAccesses(Looks looks, AccessIndex index, AccessFollower follower, PageTokens tokens, StreamGate gate, Mandates mandates, TimeProvider clock)
{
    private const int MostLines = 100;

    /// <summary>How long a stream is silent at most.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task Answer(WatchAccessesRequest request, IServerStreamWriter<WatchAccessesResponse> stream, Call call)
    {
        var question = request.Clone();
        (question.Context, question.Cursor) = (null, "");
        var cursors = tokens.Of(call, Convert.ToBase64String(question.ToByteArray()));
        var filter = ListAccesses.FilterOf(request, call);
        var resumed = request.Cursor.Length > 0;
        var place = cursors.Open(request.Cursor, field: "cursor");
        using var open = gate.Open(call);

        call.Inspects = filter.Agency;
        Guid first;
        using (var look = await looks.At(call, filter.Subject ?? Guid.Empty, Lines))
            first = look.Receipt.RecordId;
        await call.SendReceipt();
        await open.Run(async () =>
        {
            var end = await index.End(open.Ended);
            await Tell(stream, open, cursors, filter, resumed ? place : filter.From is null ? end : (await index.Kept(open.Ended)).From, end, first);
        });
    }

    private async Task Tell(
        IServerStreamWriter<WatchAccessesResponse> stream, StreamGate.OpenStream open, PagePlace cursors, AccessFilter filter, long at, long end, Guid first)
    {
        var (caughtUp, last) = (false, clock.GetTimestamp());
        while (true)
        {
            var (lines, next) = await index.After(filter, at, MostLines, open.Ended) ?? throw Failures.Of("CURSOR_TOO_OLD");
            var message = new WatchAccessesResponse { Cursor = cursors.Seal(next), CaughtUp = !caughtUp && next >= end };
            message.Lines.AddRange(lines.Where(line => line.Content.PageOf is null && line.RecordId != first).Select(ListAccesses.LineOf));
            if (message.Lines.Count > 0 || message.CaughtUp || clock.GetElapsedTime(last) >= Heartbeat)
            {
                var page = await open.Page();
                await mandates.Admit(page, message.Lines.Count);
                if (message.Lines.Count > 0)
                    (await looks.At(page with { PageOf = first }, filter.Subject ?? Guid.Empty, Lines)).Dispose();
                await stream.WriteAsync(message, open.Ended);
                (caughtUp, last) = (caughtUp || message.CaughtUp, clock.GetTimestamp());
            }

            if (next == at)
                await follower.Look(open.Ended);
            at = next;
        }
    }
}

using Registry.Domain.History;
using Registry.Server.Pipeline;
using Registry.Store.Streams;

namespace Registry.Server.Subjects;

/// <summary>A subject's record as it was at some moment, folded from its streams again. Every event is checked against the chain before anything of it counts.</summary>
internal sealed class PastRecords(Journal journal, EventSealer events)
{
    /// <summary>What happened up to a moment, oldest first, each with the record after it.</summary>
    /// <param name="look">A look that covers the facts.</param>
    /// <param name="until">The moment, inclusive.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="RecordTamperedException">An event is not the one that was chained there, or events are missing.</exception>
    public async Task<IReadOnlyList<Happened>> Of(Look look, DateTimeOffset until, CancellationToken cancel)
    {
        var read = new List<(DateTimeOffset At, Guid Stream, string Type, SealedEvent Stored, EventContent Content)>();
        foreach (var (stream, head) in look.Record.Streams)
        {
            // The whole chain up to the head that the look rests on, whatever moment is asked: an event in the middle that was changed is found.
            // A clock that was set back does not reorder a stream.
            var (mac, at) = ("", DateTimeOffset.MinValue);
            foreach (var chained in (await journal.Read(stream, cancel)).Where(stored => stored.Version <= head.Version))
            {
                if (!events.IsChained(stream, chained, mac))
                    throw new RecordTamperedException();
                mac = chained.Mac;
                var (stored, content) = EventSealer.Open(look.State.Subject, look.Keys, stream, chained);
                at = stored.RecordedAt > at ? stored.RecordedAt : at;
                if (at <= until)
                    read.Add((at, stream, head.Type, stored, content));
            }

            if (mac != head.Mac)
                throw new RecordTamperedException();
        }

        var then = SubjectRecord.Empty(look.State.Subject);
        var happened = new List<Happened>();
        foreach (var (at, stream, type, stored, content) in read.OrderBy(one => one.At).ThenBy(one => one.Stored.Version))
        {
            then = EventSealer.Replay(then, stream, type, stored, content, out var what);
            happened.Add(new Happened(at, stored, what, then));
        }

        return happened;
    }
}

/// <summary>One event with the subject's record after it.</summary>
/// <param name="At">When it was recorded; never before what stands before it in its stream.</param>
/// <param name="Stored">The event as it is stored.</param>
/// <param name="Event">What happened.</param>
/// <param name="After">The record after it.</param>
internal sealed record Happened(DateTimeOffset At, SealedEvent Stored, DomainEvent Event, SubjectRecord After)
{
    /// <summary>The record after the last of them; empty after none.</summary>
    public static SubjectRecord Last(IReadOnlyList<Happened> all, Guid subject) => all.Count == 0 ? SubjectRecord.Empty(subject) : all[^1].After;
}

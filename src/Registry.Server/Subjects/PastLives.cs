using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Server.Pipeline;

namespace Registry.Server.Subjects;

/// <summary>What a decision about a person rested on at any moment of the past: her record, and what other records of the same human being hid and barred.</summary>
internal sealed class PastLives(Looks looks, PastRecords past)
{
    /// <summary>As <see cref="Deciding"/> reads for one.</summary>
    private const int MostElsewhere = 32;

    private static readonly IReadOnlySet<FieldClass> Lines = new HashSet<FieldClass> { FieldClass.AccessLines };
    private static readonly IReadOnlySet<FieldClass> FactsOfHer = new HashSet<FieldClass> { FieldClass.Facts };

    /// <summary>Everything up to a moment. Each other record, parted ones too, is a look of its own with its line.</summary>
    /// <param name="own">A look that covers the facts of the one who is asked about.</param>
    /// <param name="call">The inspector's call.</param>
    /// <param name="until">The moment, inclusive.</param>
    /// <exception cref="RecordTamperedException">An event is not the one that was chained there, or events are missing.</exception>
    public async Task<PastLife> Of(Look own, Call call, DateTimeOffset until)
    {
        var subject = own.State.Subject;
        var records = new Dictionary<Guid, IReadOnlyList<Happened>>();
        var open = new Queue<Guid>();
        await Read(own);
        while (open.TryDequeue(out var next))
        {
            if (records.ContainsKey(next))
                continue;
            if (records.Count > MostElsewhere)
                throw Failures.Of("UNAVAILABLE");
            using var look = await looks.ToAct(call, next, Lines, FactsOfHer);
            await Read(look);
        }

        return new PastLife(subject, records);

        async Task Read(Look look)
        {
            var happened = await past.Of(look, until, call.Cancel);
            records.Add(look.State.Subject, happened);
            foreach (var link in PastLife.LinksOf(Happened.Last(happened, look.State.Subject).State))
                open.Enqueue(link);
        }
    }
}

/// <summary>The records of one human being as they were at any moment.</summary>
/// <param name="subject">Whom it is about.</param>
/// <param name="records">What happened to her and to those that were ever joined with her, oldest first.</param>
internal sealed class PastLife(Guid subject, IReadOnlyDictionary<Guid, IReadOnlyList<Happened>> records)
{
    /// <summary>When something happened to any of them.</summary>
    public IEnumerable<DateTimeOffset> Moments => records.Values.SelectMany(happened => happened.Select(one => one.At));

    /// <summary>Her record then.</summary>
    public SubjectState At(DateTimeOffset moment) => At(subject, moment);

    /// <summary>The facts of the other records then, of those that had been joined by then, parted ones too: what they hid and barred counted with hers.</summary>
    public IReadOnlyList<Facts> ElsewhereAt(DateTimeOffset moment)
    {
        var elsewhere = new List<Facts>();
        var seen = new HashSet<Guid> { subject };
        var open = new Queue<Guid>(LinksOf(At(moment)));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            var then = At(next, moment);
            elsewhere.Add(Facts.Of(then));
            foreach (var further in LinksOf(then))
                open.Enqueue(further);
        }

        return elsewhere;
    }

    internal static IEnumerable<Guid> LinksOf(SubjectState state) => state.Person?.Merge.Links.Select(link => link.Other) ?? [];

    private SubjectState At(Guid record, DateTimeOffset moment) =>
        Happened.Last([.. records[record].TakeWhile(one => one.At <= moment)], record).State;
}

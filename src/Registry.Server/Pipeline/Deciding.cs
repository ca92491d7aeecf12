using System.Collections.Immutable;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Enrolment;
using Registry.Server.Subjects;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Pipeline;

/// <summary>
/// Every decision of need to know about a subject is taken here, for a look and for a line of a list alike: over one directory, with what other
/// records of the same human being hide and bar, and as it counts for whom the call is made.
/// </summary>
internal sealed class Deciding(SubjectRecords records, LawTables law, DirectoryWatch directory, Identities identities)
{
    /// <summary>No look waits longer for facts than for the log.</summary>
    private static readonly TimeSpan FactsWithin = TimeSpan.FromMilliseconds(500);

    /// <summary>Records that are read for one; a human being has two or three.</summary>
    private const int MostElsewhere = 32;

    /// <summary>Who may act, for the decisions of one look or page. An outside system's right to ask is read at once: a grant revoked anywhere is over here.</summary>
    public Task<DirectoryEnrolment> Directory(Call call) => directory.Current(call.Cancel, atOnce: call.Caller.Kind == Domain.Agencies.AgencyKind.OutsideSystem);

    /// <summary>Before a call decides again because something moved: that may be the directory, and its caller suspended.</summary>
    /// <exception cref="CallFailedException">What bars the caller by now; UNAVAILABLE where she acts for another agency than the call began for.</exception>
    public async Task Again(Call call)
    {
        await directory.Current(call.Cancel, atOnce: true);
        var (caller, why) = await identities.Prove(call.Server.GetHttpContext(), call.Today);
        if (caller is null)
            throw Failures.Of("TOKEN_NOT_VALID");
        if (why.Length > 0)
            throw Failures.Of(why);
        if (caller.Actor != call.Caller.Actor)
            throw Failures.Of("UNAVAILABLE");
        call.Caller = caller;
    }

    /// <summary>The record of a subject, in time.</summary>
    public async Task<SubjectRecord> Load(Call call, Guid subject)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
        bound.CancelAfter(FactsWithin);
        return await records.Load(subject, bound.Token);
    }

    /// <summary>Decides.</summary>
    /// <param name="call">Who asks, what for, in whose name.</param>
    /// <param name="enrolment">From <see cref="Directory"/>.</param>
    /// <param name="record">Of the subject.</param>
    /// <param name="asked">Classes asked.</param>
    /// <param name="prospective">What counts whoever the call is made for: what it creates, and a code from the person's own hand.</param>
    /// <param name="told">A relation that a code gives, which was told to an agency; null for none.</param>
    public async Task<Decided> Decide(
        Call call, DirectoryEnrolment enrolment, SubjectRecord record, IReadOnlySet<FieldClass> asked, IReadOnlyList<Relation> prospective, Relation? told = null)
    {
        var over = law.Over(enrolment.Agencies);
        Relation[] given = [.. Grants(call, enrolment, record), .. told is null ? [] : new[] { told }];
        Decided Over(Facts known)
        {
            var counted = prospective.Aggregate(given.Aggregate(known, (all, one) => all.AsIf(one)).For(call.OnBehalfOf), (all, one) => all.AsIf(one));
            return new Decided(known, counted, NeedToKnow.Decide(over, call.Caller, call.Purpose, call.Rule(asked), counted, asked, call.Today), []);
        }

        var decided = Over(Facts.Of(record.State).At(call.Now) with { Version = record.Row });

        // Hidden on one record of a human being is hidden on all. Only who may see this one gets so far: nobody else's answer waits for it.
        if (!decided.Decision.Granted || record.State.Person is not { Merge.Links.Length: > 0 } person)
            return decided;
        var elsewhere = await Elsewhere(call, record, person);
        return Over(decided.Known.With([.. elsewhere.Select(other => Facts.Of(other.State))])) with { Same = [.. elsewhere.Where(other => other.Joined).Select(other => other.State)] };
    }

    /// <summary>
    /// The other records that hide and bar with this one; those of a record that is not kept are found through the one that is. What was joined and parted
    /// again hides still, and is no record of hers any more.
    /// </summary>
    private async Task<IReadOnlyList<(SubjectState State, bool Joined)>> Elsewhere(Call call, SubjectRecord record, PersonState person)
    {
        var elsewhere = new List<(SubjectState State, bool Joined)>();
        var seen = new HashSet<Guid> { record.State.Subject };

        // Joined ones first: whoever is reached by both ways is joined.
        var open = new PriorityQueue<Guid, bool>(person.Merge.Links.Select(link => (link.Other, link.Parted)));
        while (open.TryDequeue(out var next, out var parted))
        {
            if (!seen.Add(next))
                continue;
            // Nobody can say what the rest hides: nothing is shown.
            if (elsewhere.Count == MostElsewhere)
                throw Failures.Of("UNAVAILABLE");
            var other = await Load(call, next);
            // It was there when the two were joined. What it hides is unknown, which is not nothing.
            if (!other.State.Exists)
                throw new RecordTamperedException();
            elsewhere.Add((other.State, !parted));
            foreach (var further in other.State.Person?.Merge.Links ?? [])
                open.Enqueue(further.Other, parted || further.Parted);
        }

        return elsewhere;
    }

    /// <summary>A grant is about persons of the registry: nobody gives none, and is refused like one whom the system may not ask about.</summary>
    private static IEnumerable<Relation> Grants(Call call, DirectoryEnrolment enrolment, SubjectRecord record) =>
        record.State.Person is null
            ? []
            : enrolment.Grants.Select(grant => grant.For(call.Caller.Agency, call.Purpose, call.Today)).OfType<Relation>();

    /// <summary>A decision and what it rests on.</summary>
    /// <param name="Known">What happened, with what other records of the same human being hide and bar.</param>
    /// <param name="Counted">The same as it counts for this call.</param>
    /// <param name="Decision">The decision.</param>
    /// <param name="Same">The other records of the same human being.</param>
    internal sealed record Decided(Facts Known, Facts Counted, Decision Decision, ImmutableArray<SubjectState> Same);
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Server.Cases;

/// <summary>
/// Which agency has to do with whom: in memory only, because the database must not know. Built at the start from the sealed rows, kept by the
/// events of this and of other processes. Whoever finds a subject here still goes through need to know, on facts read anew.
/// </summary>
internal sealed class CaseIndex(LawTables law)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, CaseEntry> entries = [];
    private readonly Dictionary<Guid, Guid> subjectOfStream = [];
    private readonly Dictionary<AgencyCode, SortedSet<Guid>> related = [];
    private readonly Dictionary<AgencyCode, SortedSet<Guid>> bound = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long order;

    /// <summary>Events up to this number are all in the index; no transaction that is still open can bring an earlier one.</summary>
    private long settled;

    /// <summary>Persons to whom the agency has an open relation, in the order of their ids.</summary>
    public IReadOnlyList<Guid> RelatedTo(AgencyCode agency, DateOnly day, Guid after, int most) => Page(related, agency, day, after, most);

    /// <summary>Persons to whom the agency has an open relation and who promise something, the most promising first; among equals in the order of their ids.</summary>
    public IReadOnlyList<Guid> Promising(AgencyCode agency, DateOnly day, Func<CaseEntry, int> promise, int most)
    {
        List<CaseEntry> all;
        lock (gate)
            all = [.. law.Agencies.NamesOf(agency, day).SelectMany(name => related.GetValueOrDefault(name) ?? []).Distinct().Select(subject => entries[subject])];
        return [.. all.Select(entry => (entry.Subject, Promise: promise(entry))).Where(one => one.Promise > 0)
            .OrderByDescending(one => one.Promise).ThenBy(one => one.Subject).Take(most).Select(one => one.Subject)];
    }

    /// <summary>Subjects about which the agency has a task, in the order of their ids.</summary>
    public IReadOnlyList<Guid> BoundTo(AgencyCode agency, DateOnly day, Guid after, int most) => Page(bound, agency, day, after, most);

    /// <summary>Subjects about which the agency has a task and that changed after an event or, within this process, after a change; in the order of their changes.</summary>
    public CaseChanges ChangedFor(AgencyCode agency, DateOnly day, long afterNumber, long afterOrder) => Changes(bound, entry => entry.Bound, agency, day, afterNumber, afterOrder);

    /// <summary>Persons to whom the agency has an open relation and whose own stream moved, likewise.</summary>
    public CaseChanges MovedFor(AgencyCode agency, DateOnly day, long afterNumber, long afterOrder) => Changes(related, entry => entry.Related, agency, day, afterNumber, afterOrder);

    /// <summary>The subject of a stream, or null.</summary>
    public Guid? SubjectOf(Guid stream)
    {
        lock (gate)
            return entries.ContainsKey(stream) ? stream : subjectOfStream.TryGetValue(stream, out var subject) ? subject : null;
    }

    /// <summary>Version of a subject's row as the index has it; 0 for a subject that it does not have.</summary>
    public long RowOf(Guid subject)
    {
        lock (gate)
            return entries.GetValueOrDefault(subject)?.Row ?? 0;
    }

    /// <summary>Learns whose stream it is: of a dossier nothing in the database says so.</summary>
    public void Knows(Guid stream, Guid subject)
    {
        if (stream == subject)
            return;
        lock (gate)
            subjectOfStream[stream] = subject;
    }

    /// <summary>Takes new entries in, as one change.</summary>
    /// <param name="read">Makes each entry, given its place among the changes.</param>
    /// <param name="upTo">Number up to which everything has been seen by now.</param>
    /// <returns>How many could not be made; what stood for them before still stands.</returns>
    public int Put(IReadOnlyList<Func<long, CaseEntry>> read, long upTo)
    {
        var failed = 0;
        TaskCompletionSource? waiting = null;
        lock (gate)
        {
            settled = Math.Max(settled, upTo);
            var before = order;
            foreach (var make in read)
            {
                try
                {
                    Replace(make(order + 1), order + 1);
                }
                catch (ArgumentException)
                {
                    failed++;
                }
            }

            if (order > before)
                (waiting, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting?.SetResult();
        return failed;
    }

    private CaseChanges Changes(
        Dictionary<AgencyCode, SortedSet<Guid>> index, Func<CaseEntry, ImmutableArray<ConcernedAgency>> of, AgencyCode agency, DateOnly day, long afterNumber, long afterOrder)
    {
        lock (gate)
        {
            return new CaseChanges(
                [.. law.Agencies.NamesOf(agency, day)
                    .SelectMany(name => (index.GetValueOrDefault(name) ?? []).Select(subject => (Subject: subject, Concern: of(entries[subject]).First(one => one.Agency == name))))
                    .Where(one => one.Concern.Number > afterNumber && one.Concern.Order > afterOrder)
                    .GroupBy(one => one.Subject).Select(one => (one.Key, one.Max(change => change.Concern.Number))).OrderBy(change => change.Item2)],
                settled, order, changed.Task);
        }
    }

    private void Replace(CaseEntry entry, long place)
    {
        if (entries.TryGetValue(entry.Subject, out var before))
        {
            if (before.Version > entry.Version)
                return;
            entry = entry.After(before);
            Move(related, entry.Subject, before.Related.Select(one => one.Agency), add: false);
            Move(bound, entry.Subject, before.Bound.Select(one => one.Agency), add: false);
        }

        entries[entry.Subject] = entry;
        Move(related, entry.Subject, entry.Related.Select(one => one.Agency), add: true);
        Move(bound, entry.Subject, entry.Bound.Select(one => one.Agency), add: true);
        if (entry.Bound.Concat(entry.Related).Any(one => one.Order == place))
            order = place;
    }

    private static void Move(Dictionary<AgencyCode, SortedSet<Guid>> index, Guid subject, IEnumerable<AgencyCode> of, bool add)
    {
        foreach (var agency in of)
        {
            if (!index.TryGetValue(agency, out var subjects))
                index[agency] = subjects = [];
            _ = add ? subjects.Add(subject) : subjects.Remove(subject);
        }
    }

    private IReadOnlyList<Guid> Page(Dictionary<AgencyCode, SortedSet<Guid>> index, AgencyCode agency, DateOnly day, Guid after, int most)
    {
        lock (gate)
        {
            // A page from each name is enough for a page from all of them.
            return [.. law.Agencies.NamesOf(agency, day)
                .SelectMany(name => index.TryGetValue(name, out var subjects) && subjects.Count > 0 && subjects.Max > after
                    ? subjects.GetViewBetween(after, subjects.Max).Where(subject => subject != after).Take(most)
                    : [])
                .Distinct().Order().Take(most)];
        }
    }
}

/// <summary>What changed for one agency, and from where to look for the next change.</summary>
/// <param name="Subjects">In the order of their last events; a change of this very moment has the greatest number there is.</param>
/// <param name="Settled">Nothing with a number up to this can be missing from the list.</param>
/// <param name="Order">Place of the last change that the list could contain.</param>
/// <param name="Next">Ends at the next change of anybody.</param>
internal sealed record CaseChanges(IReadOnlyList<(Guid Subject, long Number)> Subjects, long Settled, long Order, Task Next);

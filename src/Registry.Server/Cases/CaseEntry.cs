using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Server.Subjects;

namespace Registry.Server.Cases;

/// <summary>What the index keeps of one subject: who has to do with it and who is bound to act. A hint where to look, never a permission.</summary>
/// <param name="Subject">Person or announcement.</param>
/// <param name="Version">Events folded; an older entry never takes the place of a newer one.</param>
/// <param name="Row">Version of its row.</param>
/// <param name="Related">Agencies with an open relation to a person.</param>
/// <param name="Bound">Agencies with an open task, now or on a later day.</param>
internal sealed record CaseEntry(
    Guid Subject, long Version, long Row, ImmutableArray<ConcernedAgency> Related, ImmutableArray<ConcernedAgency> Bound)
{
    /// <summary>Short tags by which a search narrows down whom to look at.</summary>
    public ImmutableArray<int> Tags { get; init; } = [];

    /// <summary>The entry of a record.</summary>
    /// <param name="law">The tables.</param>
    /// <param name="record">The record.</param>
    /// <param name="numbers">Numbers of the last events of its streams.</param>
    /// <param name="order">Place among the changes of this process.</param>
    public static CaseEntry Of(LawTables law, SubjectRecord record, EventNumbers numbers, long order)
    {
        var state = record.State;
        var version = record.Head(state.Subject, "").Told;
        return new CaseEntry(
            state.Subject, state.Version, record.Row,
            state.Person is null ? [] : [.. state.Relations.Where(IsOpen).GroupBy(r => r.Agency).Select(held => new ConcernedAgency(
                held.Key, version.GetHashCode(), held.Any(IsOfDossier) ? record.Streams.Keys.Max(numbers.Told) : numbers.Told(state.Subject), order))],
            [.. OpenTasks.Of(law, state).GroupBy(task => task.Key.Agency).Select(tasks => new ConcernedAgency(
                tasks.Key, MarkOf(version, tasks.Where(Moves)),
                tasks.Where(Moves).Any(task => task.Row.Class == FieldClass.ProtectionExistence) ? record.Streams.Keys.Max(numbers.Last) : numbers.Last(state.Subject),
                order))])
        {
            Tags = state.Person is null ? [] : [.. record.Slots.Values.Where(slot => !slot.Tags.IsDefault).SelectMany(slot => slot.Tags).Distinct()],
        };
    }

    /// <summary>This entry after an earlier one: for an agency for which all is the same, nothing happened.</summary>
    public CaseEntry After(CaseEntry before) => this with { Related = After(Related, before.Related), Bound = After(Bound, before.Bound) };

    private static ImmutableArray<ConcernedAgency> After(ImmutableArray<ConcernedAgency> agencies, ImmutableArray<ConcernedAgency> before) =>
    [
        .. agencies.Select(now => before.FirstOrDefault(was => was.Agency == now.Agency && was.Mark == now.Mark) is { } same
            ? same with { Number = Math.Min(same.Number, now.Number) }
            : now),
    ];

    /// <summary>Whatever has or had a day is kept, an order, a referral or a consent with an end too: whether it is over is a question of the day, which the page asks.</summary>
    private static bool IsOpen(Relation relation) => relation.Until is null || relation.Until > relation.From;

    /// <summary>Came about by an event of the dossier, and not of the person's own stream.</summary>
    private static bool IsOfDossier(Relation relation) => relation.Kind is RelationKind.Decider or RelationKind.Executor or RelationKind.RequestAddressee;

    /// <summary>
    /// A duty of supervision waits for a later day, and a stream tells everything anew on every day: it moves none before. Otherwise who directs an agency
    /// would learn at what moment that agency came to a duty that it does not see.
    /// </summary>
    private static bool Moves(OpenTask task) => task.Key.Duty != DutyKind.Supervise;

    private static int MarkOf(long version, IEnumerable<OpenTask> tasks)
    {
        var mark = default(HashCode);
        mark.Add(version);
        foreach (var task in tasks)
            mark.Add((task.Key, task.Until, task.Due, task.Acknowledged));
        return mark.ToHashCode();
    }
}

/// <summary>
/// An agency that is related or bound, and when that last changed for it. What happens to a person besides its tasks, or besides her own stream, moves nothing here: a stream must not tell an
/// agency that there is something it does not see. Of a person's own stream it may know, tasks carry its version; of the dossier only whoever has a
/// task of the dossier.
/// </summary>
/// <param name="Agency">By the name under which it is concerned.</param>
/// <param name="Mark">Of what its tasks are, or of her own stream.</param>
/// <param name="Number">Number of the last event that it may know of.</param>
/// <param name="Order">Place of the change among those of this process.</param>
internal sealed record ConcernedAgency(AgencyCode Agency, int Mark, long Number, long Order);

/// <summary>Numbers of the last events of a record's streams.</summary>
/// <param name="Last">Of a stream.</param>
/// <param name="Told">The same without events that tell of looks alone: who watches her record is told of none.</param>
internal readonly record struct EventNumbers(Func<Guid, long> Last, Func<Guid, long> Told);

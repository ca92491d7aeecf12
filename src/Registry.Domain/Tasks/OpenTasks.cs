using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>The open tasks around one subject: a pure function of what happened, the tables and the day.</summary>
public static class OpenTasks
{
    /// <summary>Parts of the law whose duties end when the case is closed. A part that gives more adds itself here or below, its kinds to <see cref="DutyKind"/> and its rows to <c>tasks.md</c>.</summary>
    private static readonly ImmutableArray<Func<LawTables, SubjectState, IEnumerable<Duty>>> WhileOpen =
        [ReceptionDuties.Of, RouteDuties.Of, VerificationDuties.Of];

    /// <summary>
    /// And those that a closing takes nothing from: what was approved is owed, what is hidden stays hidden, and every emergency look is reviewed. Referrals look
    /// themselves: a closing takes back what was open, and one that was proposed after it waits for an answer like any other.
    /// </summary>
    private static readonly ImmutableArray<Func<LawTables, SubjectState, IEnumerable<Duty>>> Always =
        [ReferralDuties.Of, SupportTasks.Of, MeasureDuties.Of, HandoverDuties.Of, GlassDuties.Of];

    /// <summary>All tasks that follow from the state, those of later days too. The day is asked of each of them. Who is told of several that are late is told once.</summary>
    public static ImmutableArray<OpenTask> Of(LawTables law, SubjectState folded)
    {
        var state = folded.Person is { } person ? folded with { Person = person with { Relations = law.Agencies.Binding(person.Relations) } } : folded;
        return
        [
            .. WhileOpen.SelectMany(part => part(law, state)).Select(duty => Until(duty, state.Person?.Verifying.Closed?.On))
                .Concat(Always.SelectMany(part => part(law, state)))
                .SelectMany(duty => Tasks(law, state, duty)).DistinctBy(task => task.Key),
        ];
    }

    /// <summary>Those of one agency on the day; a successor has what its predecessor was bound to.</summary>
    public static ImmutableArray<OpenTask> Of(LawTables law, SubjectState state, AgencyCode agency, DateOnly day) =>
        [.. Of(law, state).Where(task => task.IsOpenOn(day) && IsOf(law, state, task, agency, day))];

    private static bool IsOf(LawTables law, SubjectState state, OpenTask task, AgencyCode agency, DateOnly day) =>
        law.Agencies.SuccessorOf(task.Key.Agency, day) == agency
        && !law.Agencies.HeldOn(state.Relations, agency, day).IsEmpty;

    private static Duty Until(Duty duty, DateOnly? closed) =>
        closed is { } day && !(duty.Bound.Until < day) ? duty with { Bound = duty.Bound with { Until = day } } : duty;

    private static IEnumerable<OpenTask> Tasks(LawTables law, SubjectState state, Duty duty)
    {
        var since = duty.Bound.From;
        if (law.TaskRule(duty.Kind, since) is not { } row) yield break;
        var key = new TaskKey(duty.Kind, duty.Source == Guid.Empty ? duty.Bound.Source : duty.Source, duty.Bound.Agency, Told: false);
        var noted = state.Acknowledged.Contains(key);
        if (noted && row.EndsByAcknowledging) yield break;

        var deadline = row.Deadline != DeadlineMatter.Unspecified && law.Agencies.Find(duty.Bound.Agency, since) is { Kind: var kind }
            ? law.Deadline(row.Deadline, kind, since)
            : null;
        var due = duty.Due ?? (deadline is not null ? law.LastDay(deadline, since) : law.LastDay(row, since));
        DateOnly? late = row.Escalates is { } days ? (due ?? since).DaysLater(days) : null;
        var task = new OpenTask(
            key, row, duty.Rule ?? (duty.Due is null && deadline is not null ? deadline.Standing.Id : row.Standing.Id), since, duty.Opens ?? since, duty.Bound.Until, due,
            duty.OwedTo.IsEmpty ? null : late, noted);
        yield return task;

        foreach (var told in duty.OwedTo.Where(agency => agency != duty.Bound.Agency).Distinct())
        {
            var other = key with { Agency = told, Told = true };
            if (late is { } day && !state.Acknowledged.Contains(other))
                yield return task with { Key = other, Opens = day, Acknowledged = false };
        }

        if (late is { } escalated)
            foreach (var above in Escalations.Of(law, state, duty, task, escalated))
                yield return above;
    }
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>
/// A duty that stays undone is told a level higher, by <c>escalations.md</c>: to who directs or follows the late agency, has to do with the case already
/// and serves its area. A task of its own kind, that says neither what is late nor who; computed like every other, so nothing is lost by a crash.
/// </summary>
internal static class Escalations
{
    /// <param name="law">The tables.</param>
    /// <param name="state">The subject.</param>
    /// <param name="duty">What is late.</param>
    /// <param name="task">Its task: what it tells and for which purpose decides who may see the escalation.</param>
    /// <param name="late">Day on which those to whom it is owed are told.</param>
    public static IEnumerable<OpenTask> Of(LawTables law, SubjectState state, Duty duty, OpenTask task, DateOnly late)
    {
        foreach (var row in law.Escalations.Where(row => row.On))
        {
            var day = late.DaysLater(row.Days);
            if (!row.Standing.ValidOn(day) || Standing(law, duty.Bound.Agency, day) is not { } behind || !row.Late.Contains(behind.Kind)) continue;
            foreach (var above in Involved(state).Where(agency => agency != duty.Bound.Agency && !duty.OwedTo.Contains(agency)))
            {
                if (Standing(law, above, day) is not { } told || !row.Told.Contains(told.Kind) || !law.Agencies.Serves(told.Code, behind.Area, day)) continue;
                var key = task.Key with { Duty = DutyKind.Supervise, Agency = above, Told = true };
                if (!state.Acknowledged.Contains(key))
                    yield return task with { Key = key, Rule = row.Standing.Id, Opens = day, Acknowledged = false };
            }
        }
    }

    private static ImmutableArray<AgencyCode> Involved(SubjectState state) => [.. state.Relations.Select(r => r.Agency).Distinct()];

    private static Agencies.Agency? Standing(LawTables law, AgencyCode agency, DateOnly day) =>
        law.Agencies.SuccessorOf(agency, day) is { } code ? law.Agencies.Find(code, day) : null;
}

using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;

namespace Registry.Domain.Reports;

/// <summary>
/// What an event means for the steps that have a last day: which open, which move, which are done. Follows from the tasks before and after it, so a duty that is
/// new in the tables is counted without a line here.
/// </summary>
public static class Steps
{
    /// <summary>The entries, each with the step that it is about.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="before">The subject before the event.</param>
    /// <param name="after">And after it.</param>
    /// <param name="on">Law date of the event.</param>
    /// <param name="recordedOn">Law date on which it is recorded.</param>
    public static IEnumerable<(TaskKey Step, Counted Entry)> Between(LawTables law, SubjectState before, SubjectState after, DateOnly on, DateOnly recordedOn)
    {
        var (was, now) = (Bound(law, before), Bound(law, after));
        foreach (var (key, task) in now)
        {
            if (was.TryGetValue(key, out var same) && (same.Due, same.Until) == (task.Due, task.Until)) continue;
            yield return (key, new Counted(CountedWhat.StepOpened, on, recordedOn, key.Agency, Counted.Nothing.Add(Figure.Overdue, [key.Duty.ToString()])) { Due = task.Due, Until = task.Until });
        }

        foreach (var key in was.Keys.Where(key => !now.ContainsKey(key)))
            yield return (key, new Counted(CountedWhat.StepClosed, on, recordedOn, key.Agency, Counted.Nothing));
    }

    /// <summary>Whether a duty is a step that somebody takes; to supervise one who is late is none.</summary>
    public static bool IsStep(DutyKind duty) => duty is not (DutyKind.Unspecified or DutyKind.Supervise);

    /// <summary>Being told that another is late is no step of its own.</summary>
    private static Dictionary<TaskKey, OpenTask> Bound(LawTables law, SubjectState state) =>
        OpenTasks.Of(law, state).Where(task => task.Due is not null && !task.Key.Told && IsStep(task.Key.Duty)).ToDictionary(task => task.Key);
}

using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>How urgent a task is on a day.</summary>
public enum TaskState
{
    Unspecified = 0,
    Open = 1,
    DueSoon = 2,
    Overdue = 3,

    /// <summary>Overdue, and those to whom the duty is owed have been told.</summary>
    Escalated = 4,
}

/// <summary>What makes a task the same one, computed today or in a year.</summary>
/// <param name="Duty">What is to do.</param>
/// <param name="Source">The event, referral or request that it comes from.</param>
/// <param name="Agency">Whose task it is, by the name under which it came to it: a successor keeps the task.</param>
/// <param name="Told">True for the task of who is only told that another agency is late.</param>
public readonly record struct TaskKey(DutyKind Duty, Guid Source, AgencyCode Agency, bool Told);

/// <summary>A duty that follows from what happened. Computed, never stored as a truth.</summary>
/// <param name="Key">Identity.</param>
/// <param name="Row">How the duty becomes a task.</param>
/// <param name="Rule">Id of the deadline's row where one sets the due day, else of the task's row.</param>
/// <param name="Since">Law date of the event that it comes from.</param>
/// <param name="Opens">First day on which it is shown.</param>
/// <param name="Until">First day on which it is not any more; null while nothing ends it.</param>
/// <param name="Due">Last day; null where no law sets one.</param>
/// <param name="EscalatesOn">First day of escalation; null for never.</param>
/// <param name="Acknowledged">The agency said that it knows.</param>
public sealed record OpenTask(
    TaskKey Key, TaskRow Row, string Rule, DateOnly Since, DateOnly Opens, DateOnly? Until, DateOnly? Due, DateOnly? EscalatesOn, bool Acknowledged)
{
    /// <summary>
    /// The purpose under which it is shown. Who directs the late agency has its own part in the matter: it is told for the purpose of the late duty, of
    /// a measure for that of protection, which others than executors have too.
    /// </summary>
    public Purpose Purpose => Key switch
    {
        { Duty: DutyKind.Supervise } => Row.Class == FieldClass.ProtectionExistence ? Purpose.Protect : Row.Purpose,
        { Told: true } => Row.ToldFor,
        _ => Row.Purpose,
    };

    /// <summary>True while there is something to do.</summary>
    public bool IsOpenOn(DateOnly day) => Opens <= day && (Until is null || day < Until);

    /// <summary>How urgent it is.</summary>
    public TaskState StateOn(DateOnly day) => day switch
    {
        _ when day >= EscalatesOn => TaskState.Escalated,
        _ when day > Due => TaskState.Overdue,
        _ when day >= Due?.AddDays(-Row.Soon) => TaskState.DueSoon,
        _ => TaskState.Open,
    };
}

using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What the tables say of time: deadlines of a regime, last days, and duties that become tasks.</summary>
public sealed partial class LawTables
{
    /// <summary>The deadline of a matter for a kind of agency, by the regime of the day it began; null where the law sets none.</summary>
    public DeadlineRow? Deadline(DeadlineMatter matter, AgencyKind kind, DateOnly start) => RegimeFor(Matter.Deadline, new(start, Start: start))?
        .Deadlines.FirstOrDefault(d => d.Matter == matter && d.Bound.Contains(kind) && d.Standing.ValidOn(start));

    /// <summary>The last day on which the deadline is kept; null where the calendar does not reach.</summary>
    public DateOnly? LastDay(DeadlineRow deadline, DateOnly start) =>
        Calendar.LastDay(start, deadline.Amount ?? 0, deadline.Unit, IsOn(PolicySwitch.LastDayMovesToWorkingDay, start));

    /// <summary>The last day that a task's own row sets; null where it sets none or the calendar does not reach.</summary>
    internal DateOnly? LastDay(TaskRow row, DateOnly start) =>
        Calendar.LastDay(start, row.Amount ?? 0, row.Unit, IsOn(PolicySwitch.LastDayMovesToWorkingDay, start));

    /// <summary>How the duty becomes a task on the day it begins, or null where it did not yet.</summary>
    internal TaskRow? TaskRule(DutyKind duty, DateOnly start) => Tasks.FirstOrDefault(t => t.Duty == duty && t.Standing.ValidOn(start));
}

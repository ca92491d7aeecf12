using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>
/// The authority changed a running measure by a new decision (law.md 10.2: IN_FORCE -> MODIFIED -> IN_FORCE; inferred). The paper, a new place and new
/// content are sealed fields; what stood before stays in the history.
/// </summary>
/// <param name="OccurredOn">Law date of the decision.</param>
/// <param name="Measure">The measure.</param>
/// <param name="By">Who decided.</param>
/// <param name="Period">The whole new period; null where it stays.</param>
/// <param name="Place">There is a new place.</param>
/// <param name="Content">There is new content.</param>
public sealed record MeasureModified(
    DateOnly OccurredOn, Guid Measure, AgencyCode By, MeasurePeriod? Period, bool Place, bool Content) : DomainEvent(OccurredOn);

/// <summary>From when to when a measure is in force.</summary>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">First day on which it is over; null while open.</param>
public sealed record MeasurePeriod(DateOnly StartsOn, DateOnly? EndsOn)
{
    internal bool Overlaps(MeasureFact measure) => (measure.EndsOn is null || StartsOn < measure.EndsOn) && (EndsOn is null || measure.StartsOn < EndsOn);
}

/// <summary>The last change of a measure: whoever carries it out takes note of each.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="On">Law date of the decision.</param>
public sealed record MeasureChange(Guid Id, DateOnly On);

/// <summary>Command: change a measure that is not over.</summary>
/// <param name="By">Who answers for it.</param>
/// <param name="On">Law date of the decision.</param>
/// <param name="RecordedOn">Law date on which it is written down: the power is needed on both days.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Period">As in <see cref="MeasureModified"/>.</param>
/// <param name="Place">As in <see cref="MeasureModified"/>.</param>
/// <param name="Content">As in <see cref="MeasureModified"/>.</param>
public sealed record ModifyMeasure(Actor By, DateOnly On, DateOnly RecordedOn, Guid Measure, MeasurePeriod? Period, bool Place, bool Content);

/// <summary>What becomes of a measure that was decided: a change of it.</summary>
public static partial class ProtectionDossier
{
    /// <summary>
    /// By who answers for the measure and may decide it. What it hides does not depend on its period, so none of this opens anything; a first day that has
    /// come, and that of a measure kept by an older version, stays.
    /// </summary>
    public static Decided Modify(LawTables law, SubjectState state, ModifyMeasure command)
    {
        var on = command.On;
        var (measure, refusal) = Find(law, state, command.By, on, command.Measure, InCharge);
        if (refusal is not null) return refusal;
        var fact = measure!.Fact;
        if (!MayDecide(law, fact.Clause, command.By.Kind, on) || !MayDecide(law, fact.Clause, command.By.Kind, command.RecordedOn))
            return law.Refuse(RefusalReason.MeasureNotInAuthority, on);
        if (command is { Period: null, Place: false, Content: false } || (command.Period == new MeasurePeriod(fact.StartsOn, fact.EndsOn) && !command.Place && !command.Content))
            return law.Refuse(RefusalReason.MeasureUnchanged, on);
        if (command.Period is { } period)
        {
            var begun = measure.Status == MeasureStatus.InForce || fact.StartsOn <= on || fact.DecidedOn is null;
            if (period.StartsOn != fact.StartsOn && (begun || period.StartsOn < on)) return law.Refuse(RefusalReason.PeriodNotValid, on);
            if (period.EndsOn <= period.StartsOn || period.EndsOn <= on) return law.Refuse(RefusalReason.PeriodNotValid, on);
            if (InSight.Measures(law, state, command.By, command.RecordedOn).Any(m => m.Source != fact.Source && m.Clause == fact.Clause && period.Overlaps(m))) return law.Refuse(RefusalReason.AlreadyInForce, on);
        }

        return new MeasureModified(on, command.Measure, command.By.Agency, command.Period, command.Place, command.Content);
    }

    /// <summary>The orders of who carries it out follow the new period; those that are over stay so.</summary>
    internal static DossierState Modified(this DossierState state, MeasureModified e, Guid id)
    {
        if (state.FindMeasure(e.Measure) is not { } measure || measure.IsOverOn(e.OccurredOn)) return state;
        var fact = e.Period is { } period ? measure.Fact with { StartsOn = period.StartsOn, EndsOn = period.EndsOn } : measure.Fact;
        var next = measure with { Fact = fact, Modified = new(id, e.OccurredOn), ChangedOn = measure.ChangedOn > e.OccurredOn ? measure.ChangedOn : e.OccurredOn };
        return state with
        {
            Measures = state.Measures.Replace(measure, next),
            Relations = [.. state.Relations.Select(r =>
                r.Kind == RelationKind.Executor && r.Source == fact.Source && (r.Until is null || (r.Until > e.OccurredOn && r.Until > r.From))
                    ? r with { From = r.From == measure.Fact.StartsOn ? fact.StartsOn : r.From, Until = fact.EndsOn }
                    : r)],
        };
    }
}

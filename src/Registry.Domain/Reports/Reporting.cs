using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Reports;

/// <summary>How long the periods are that a row of <c>reporting.md</c> owes.</summary>
public enum ReportInterval
{
    Unspecified = 0,
    Quarter = 1,
    HalfYear = 2,
    Year = 3,
}

/// <summary>Who reports what to whom.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Kinds">Who owes it.</param>
/// <param name="To">Kind of agency that it goes to.</param>
/// <param name="Intervals">How often.</param>
/// <param name="OnDemand">Also when it is demanded.</param>
/// <param name="WholeProvince">Over everybody's figures; otherwise over the agency's own.</param>
/// <param name="Vi">Title in Vietnamese.</param>
/// <param name="En">Title in English.</param>
public sealed record ReportingRow(
    Standing Standing, ImmutableArray<AgencyKind> Kinds, AgencyKind To, ImmutableArray<ReportInterval> Intervals, bool OnDemand, bool WholeProvince,
    string Vi, string En)
{
    /// <summary>True when the row owes a report for the span.</summary>
    public bool Owes(ReportSpan span) => Intervals.Contains(span switch
    {
        ReportSpan.Year => ReportInterval.Year,
        ReportSpan.FirstHalf or ReportSpan.SecondHalf => ReportInterval.HalfYear,
        _ => ReportInterval.Quarter,
    });
}

/// <summary>Command: submit a report.</summary>
/// <param name="By">Who reports.</param>
/// <param name="On">Law date.</param>
/// <param name="Period">What about.</param>
/// <param name="Demand">Keyed tag of the paper that demands it, which is a sealed field; null for a periodic report.</param>
/// <param name="Explained">A reason for being late is given; a sealed field.</param>
/// <param name="AsOf">Closing day of the figures.</param>
/// <param name="Hash">SHA-256 of the figures, lower-case hex.</param>
public sealed record SubmitReport(Actor By, DateOnly On, ReportPeriod Period, string? Demand, bool Explained, DateOnly AsOf, string Hash)
{
    /// <summary>Somebody demanded it.</summary>
    public bool OnDemand => Demand is not null;
}

/// <summary>Decisions about reports (Decision 22/2015 Art. 15). Pure.</summary>
public static class Reporting
{
    /// <summary>Whether the agency owes a report for the period, and its books are closed; null when it may be made.</summary>
    public static Refusal? MayPrepare(LawTables law, Actor by, ReportPeriod period, bool onDemand, DateOnly on)
    {
        if (law.Reporting(by.Kind, on) is not { } row) return law.Refuse(RefusalReason.ReportNotBound, on);
        if (onDemand ? !row.OnDemand : !row.Owes(period.Span)) return law.Refuse(RefusalReason.ReportPeriodNotOwed, on);
        return MayTell(law, period, on);
    }

    /// <summary>Whether the books of the period are closed and settled; null when its figures may be told.</summary>
    public static Refusal? MayTell(LawTables law, ReportPeriod period, DateOnly on) =>
        Releases.Settled(on) < period.LastDay.AddDays(Releases.ClosesAfter) ? law.Refuse(RefusalReason.ReportPeriodNotClosed, on) : null;

    /// <summary>Art. 15.1, 15.2.</summary>
    public static Decided Submit(LawTables law, ReportState? state, SubmitReport command)
    {
        var (by, on, period) = (command.By, command.On, command.Period);
        if (MayPrepare(law, by, period, command.OnDemand, on) is { } refusal) return refusal;
        if (state is not null) return law.Refuse(RefusalReason.ReportAlreadySubmitted, on);
        var late = !command.OnDemand && LastDay(law, by.Kind, period) is { } last && on > last;
        if (late && !command.Explained && law.IsOn(PolicySwitch.LateReportsNeedReason, on)) return law.Refuse(RefusalReason.ReportLateUnexplained, on);
        var row = law.Reporting(by.Kind, on)!;
        if (law.Agencies.On(on).FirstOrDefault(a => a.Kind == row.To) is not { } addressee) return law.Refuse(RefusalReason.UnknownAgency, on);

        return new ReportSubmitted(
            on, by.Agency, addressee.Code, row.Standing.Source, period.Year, period.Span, command.OnDemand, late, row.WholeProvince, command.AsOf, law.Version, command.Hash, command.Demand);
    }

    /// <summary>Who was reported to takes note, once.</summary>
    public static Decided Acknowledge(LawTables law, ReportState? state, Actor by, DateOnly on)
    {
        if (state is null || !law.Holds(state.Relations, by.Agency, on, RelationKind.ReportAddressee)) return law.Refuse(RefusalReason.ReportNotAddressedToYou, on);
        if (state.AcknowledgedOn is not null) return law.Refuse(RefusalReason.ReportAlreadyAcknowledged, on);
        return new ReportAcknowledged(on, by.Agency);
    }

    /// <summary>The last day on which the report is in time; null where no deadline binds.</summary>
    public static DateOnly? LastDay(LawTables law, AgencyKind kind, ReportPeriod period) =>
        law.Deadline(DeadlineMatter.PeriodicReport, kind, period.LastDay) is { } deadline ? law.LastDay(deadline, period.LastDay) : null;
}

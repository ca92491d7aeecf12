using System.Collections.Immutable;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What an agency must do in time.</summary>
public enum DeadlineMatter
{
    Unspecified = 0,

    /// <summary>Pass a report or a person on to the commune committee.</summary>
    PassOnReport = 1,

    /// <summary>Tell the labour office (2024: the health agency).</summary>
    TellSupportAgency = 2,

    /// <summary>Receive, support, establish first information.</summary>
    FirstCheck = 3,

    /// <summary>Answer a request to verify.</summary>
    Verification = 4,

    /// <summary>The same in a complex case, in all.</summary>
    VerificationExtended = 5,

    /// <summary>Certificate of repatriation at the gate.</summary>
    RepatriationCertificate = 6,

    /// <summary>Exit papers for a foreign victim.</summary>
    ExitPapers = 7,

    /// <summary>Hand a self-returned victim over.</summary>
    HandOverSelfReturned = 8,

    /// <summary>Decide on support.</summary>
    SupportDecision = 9,

    /// <summary>Decide after an urgent measure.</summary>
    DecisionAfterUrgentMeasure = 10,

    /// <summary>Report for a quarter, half-year or year.</summary>
    PeriodicReport = 30,
}

/// <summary>The event from which a deadline counts; its own day is not counted.</summary>
public enum CountedFrom
{
    Unspecified = 0,
    Report = 1,
    Notice = 2,
    Request = 3,
    Arrival = 4,
    Application = 5,
    UrgentMeasure = 6,

    /// <summary>Last day of the period that is reported on.</summary>
    PeriodEnd = 30,
}

/// <summary>How a period is counted.</summary>
public enum PeriodUnit
{
    None = 0,

    /// <summary>The law says at once and gives no number.</summary>
    AtOnce = 1,

    /// <summary>Calendar days.</summary>
    Days = 2,

    /// <summary>Monday to Friday without public holidays.</summary>
    WorkingDays = 3,

    /// <summary>Calendar months.</summary>
    Months = 4,
}

/// <summary>A deadline of a regime.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Matter">What must be done.</param>
/// <param name="Bound">Kinds of agencies that must.</param>
/// <param name="From">What it counts from.</param>
/// <param name="Amount">How many; null at once.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Extends">Id of the deadline that this one lengthens, counted from the same event; null for a deadline of its own.</param>
/// <param name="Vi">What must be done, in Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record DeadlineRow(
    Standing Standing,
    DeadlineMatter Matter,
    ImmutableArray<AgencyKind> Bound,
    CountedFrom From,
    int? Amount,
    PeriodUnit Unit,
    string? Extends,
    string Vi,
    string En);

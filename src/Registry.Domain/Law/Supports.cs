using System.Collections.Immutable;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What a victim may be given.</summary>
public enum SupportKind
{
    Unspecified = 0,
    Essentials = 1,
    Travel = 2,
    Medical = 3,
    Psychological = 4,
    Interpretation = 5,
    LegalSupport = 6,
    LegalAid = 7,
    Study = 8,
    Vocational = 9,
    HardshipAllowance = 10,
    Loan = 11,
}

/// <summary>Who may be given it.</summary>
public enum SupportRecipient
{
    Unspecified = 0,

    /// <summary>A Vietnamese victim, or a stateless one who lives in Viet Nam.</summary>
    Victim = 1,

    /// <summary>A foreigner trafficked in Viet Nam.</summary>
    ForeignVictim = 2,

    /// <summary>A minor who came along.</summary>
    AccompanyingMinor = 3,

    /// <summary>A person of whom it is not known yet.</summary>
    AwaitingVerification = 4,
}

/// <summary>How often in a life.</summary>
public enum SupportTimes
{
    AsNeeded = 0,
    Once = 1,
}

/// <summary>A support kind of a regime.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Kind">What.</param>
/// <param name="For">For whom.</param>
/// <param name="Limit">At most so many; null for no limit.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Times">How often.</param>
/// <param name="ExtendedBy">Kinds of agencies that may go beyond the limit.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record SupportRow(
    Standing Standing,
    SupportKind Kind,
    ImmutableArray<SupportRecipient> For,
    int? Limit,
    PeriodUnit Unit,
    SupportTimes Times,
    ImmutableArray<AgencyKind> ExtendedBy,
    string Vi,
    string En);

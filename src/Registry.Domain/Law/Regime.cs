using System.Collections.Immutable;

namespace Registry.Domain.Law;

/// <summary>One legal regime: everything that the law orders while it is in force. Its tables are in the folder of its name.</summary>
/// <param name="Standing">Its id is the code, e.g. <c>REGIME_2011</c>; its days are those on which an act follows it.</param>
/// <param name="Vi">Laws behind it, in Vietnamese.</param>
/// <param name="En">Laws behind it, in English.</param>
/// <param name="Measures">The catalogue of measures.</param>
/// <param name="Authorities">Measure x agency kind x condition.</param>
/// <param name="Hides">What each measure hides.</param>
/// <param name="NeedToKnow">Who may see what, and what for.</param>
/// <param name="Deadlines">How long an agency has.</param>
/// <param name="Supports">Support kinds and their limits.</param>
public sealed record Regime(
    Standing Standing,
    string Vi,
    string En,
    ImmutableArray<MeasureRow> Measures,
    ImmutableArray<AuthorityCell> Authorities,
    ImmutableArray<HideRow> Hides,
    ImmutableArray<NeedToKnowRow> NeedToKnow,
    ImmutableArray<DeadlineRow> Deadlines,
    ImmutableArray<SupportRow> Supports)
{
    /// <summary>Who takes which step of support.</summary>
    public ImmutableArray<SupportDutyRow> SupportDuties { get; init; } = [];

    /// <summary>Who brings a person to whom.</summary>
    public ImmutableArray<TransferRow> Transfers { get; init; } = [];

    /// <summary>E.g. <c>REGIME_2011</c>.</summary>
    public string Code => Standing.Id;

    /// <summary>Who takes which step on the way to a finding, by route.</summary>
    public ImmutableArray<VerificationRow> VerificationSteps { get; init; } = [];

    /// <summary>Who issues which paper that proves that a person is a victim.</summary>
    public ImmutableArray<CertificateRow> Certificates { get; init; } = [];
}

/// <summary>What a regime is asked for: each has a transitional rule in <c>transitions.md</c>.</summary>
public enum Matter
{
    Unspecified = 0,

    /// <summary>An act: a decision, a change, an end.</summary>
    Act = 1,

    /// <summary>What a measure means while it goes on.</summary>
    RunningMeasure = 2,

    /// <summary>What a measure hides.</summary>
    Secrecy = 3,

    /// <summary>Support and its limits.</summary>
    Support = 4,

    /// <summary>How long an agency has.</summary>
    Deadline = 5,
}

/// <summary>The day of a case that chooses the regime of a matter.</summary>
public enum DayOf
{
    Unspecified = 0,
    Act = 1,
    Decision = 2,
    Confirmation = 3,
    Start = 4,
}

/// <summary>A transitional rule: the regime of the matter follows from that day.</summary>
public sealed record TransitionRow(Standing Standing, Matter Matter, DayOf DayOf, string Vi, string En);

/// <summary>The days of a case that a transitional rule may ask for. A day that has not come yet is null; the act's own day then decides.</summary>
/// <param name="Act">Law date of what is done now.</param>
/// <param name="Decision">Day on which the measure was decided.</param>
/// <param name="Confirmation">Day on which the person was confirmed a victim.</param>
/// <param name="Start">Day on which a deadline began.</param>
public readonly record struct DaysOfACase(DateOnly Act, DateOnly? Decision = null, DateOnly? Confirmation = null, DateOnly? Start = null)
{
    /// <summary>The day that the rule asks for.</summary>
    public DateOnly Of(DayOf day) => day switch
    {
        DayOf.Decision => Decision ?? Act,
        DayOf.Confirmation => Confirmation ?? Act,
        DayOf.Start => Start ?? Act,
        _ => Act,
    };
}

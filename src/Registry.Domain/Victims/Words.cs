using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;

namespace Registry.Domain.Victims;

/// <summary>How a return was agreed. Not the same thing as where the person enters (law.md 10.6.4).</summary>
public enum Channel
{
    Unspecified = 0,
    BilateralAgreement = 1,
    DiplomaticChannel = 2,
}

/// <summary>What the police found.</summary>
public enum VerificationOutcome
{
    Unspecified = 0,
    Confirmed = 1,
    NotVictim = 2,
    Inconclusive = 3,
}

/// <summary>The eight sources of evidence of Decree 62/2012 Art. 5.2, in its order, and the ninth of Law 53/2024. The code lists say which count on a day.</summary>
public enum EvidenceSource
{
    Unspecified = 0,
    ProceedingsBody = 1,
    RescuingAgency = 2,
    Mission = 3,
    ForeignBody = 4,
    VictimStatement = 5,
    OffenderStatement = 6,
    Witness = 7,
    OtherLawful = 8,

    /// <summary>The ninth, since 1 July 2025 (Law 53/2024 Art. 32.1).</summary>
    OtherDomesticBody = 9,
}

/// <summary>Papers that prove victim status, Law 66/2011 Art. 28 a to d, and the one that Law 53/2024 adds.</summary>
public enum CertificateKind
{
    Unspecified = 0,
    PoliceConfirmation = 1,
    RescueAgencyConfirmation = 2,
    ProceedingsBodyConfirmation = 3,
    ForeignLegalised = 4,

    /// <summary>Papers of who received a person handed back (Law 53/2024 Art. 30.1.b).</summary>
    ReceivingBodyConfirmation = 5,
}

/// <summary>The closed circle of relatives of Decree 62/2012 Art. 6.</summary>
public enum Kinship
{
    Unspecified = 0,
    Spouse = 1,
    BiologicalParent = 2,
    AdoptiveParent = 3,
    StepParent = 4,
    BiologicalChild = 5,
    AdoptedChild = 6,
    ParentInLaw = 7,
    Sibling = 8,
    PaternalGrandparent = 9,
    MaternalGrandparent = 10,
    Grandchild = 11,
}

/// <summary>Whether the record is a victim's or a relative's (also an accompanying minor's).</summary>
public enum PersonKind
{
    Unspecified = 0,
    Victim = 1,
    Relative = 2,
}

/// <summary>How far a referral came.</summary>
public enum ReferralStatus
{
    Unspecified = 0,
    Proposed = 1,
    Accepted = 2,
    Declined = 3,
    HandedOver = 4,

    /// <summary>Taken back by the sender, or closed because she was handed over to another.</summary>
    Withdrawn = 5,
}

/// <summary>One referral as the person's state keeps it. See <see cref="Victims.ReferralProposed"/>.</summary>
public sealed record Referral(
    Guid Id,
    AgencyCode From,
    AgencyCode To,
    Purpose Purpose,
    ImmutableArray<FieldClass> Named,
    bool Need,
    bool Wish,
    string Clause,
    ReferralStatus Status)
{
    /// <summary>Law date of the proposal; the earliest for what was kept before it was.</summary>
    public DateOnly ProposedOn { get; init; }

    /// <summary>Last day for an answer; null for none.</summary>
    public DateOnly? AnswerBy { get; init; }

    /// <summary>First day on which it is over; null while open.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Accepted with conditions.</summary>
    public bool Conditional { get; init; }

    /// <summary>Whose words on need and wish were taken down; null for none.</summary>
    public SpokenBy? SpokenBy { get; init; }

    /// <summary>See <see cref="Relation.Withheld"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<FieldClass> Withheld { get; init; }

    /// <summary>Nobody answered in time, or what was accepted has come to its end: over without an event.</summary>
    public bool IsExpiredOn(DateOnly day) =>
        (Status == ReferralStatus.Proposed && AnswerBy < day) || (Status is ReferralStatus.Proposed or ReferralStatus.Accepted && EndsOn <= day);
}

/// <summary>A link from a victim to a relative's record.</summary>
public sealed record RelativeLink(Guid Relative, bool Accompanies)
{
    /// <summary>The house that added it while it cared for her: told to it and to who cares for her. Null for a link that whoever sees her relatives sees.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgencyCode? House { get; init; }
}

/// <summary>Minutes of one reception.</summary>
public sealed record Reception(AgencyCode Agency, bool Lead, DateOnly On);

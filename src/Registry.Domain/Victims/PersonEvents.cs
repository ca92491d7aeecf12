using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Verification;

namespace Registry.Domain.Victims;

/// <summary>A victim's record was created (stream <c>person</c>).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Registrar">Agency that registered her; holds the relation <see cref="RelationKind.Registrar"/>.</param>
/// <param name="EntryPoint">Code of the gate; not the channel. Empty where she came through none.</param>
/// <param name="Channel">How the return was agreed; Unspecified where nobody handed her back.</param>
/// <param name="Announcement">The announcement that named the return, if any.</param>
/// <param name="ProposedReceivers">The other parties of that announcement, or who was told of a report: each may record its own reception.</param>
/// <param name="Route">How she came; null in version 1, when all were handed back.</param>
/// <param name="Report">Set when the registrar took her own first report. One type of event for all routes, so that a dump does not tell them apart.</param>
public sealed record VictimRegistered(
    DateOnly OccurredOn,
    AgencyCode Registrar,
    string EntryPoint,
    Channel Channel,
    Guid? Announcement,
    ImmutableArray<AgencyCode> ProposedReceivers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Route? Route = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportNotice? Report = null) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 3: who reported, herself or her lawful representative (Law 66/2011 Art. 24.1); null where it was not said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpokenBy? ReportedBy { get; init; }
}

/// <summary>A relative's (or an accompanying minor's) record was created; a person at risk in her own right.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Registrar">Agency that registered her.</param>
/// <param name="Victim">The victim she belongs to.</param>
/// <param name="Kinship">Of the closed list, or null: an accompanying minor is not always kin (law.md 10.6.9).</param>
/// <param name="Accompanies">Came along with the victim.</param>
/// <param name="Minor">Under age on the day.</param>
/// <param name="Parties">Agencies of the victim's reception, where the relative did not come along.</param>
/// <param name="ProposedReceivers">The same agencies, where she did.</param>
public sealed record RelativeRegistered(
    DateOnly OccurredOn,
    AgencyCode Registrar,
    Guid Victim,
    Kinship? Kinship,
    bool Accompanies,
    bool Minor,
    ImmutableArray<AgencyCode> Parties,
    ImmutableArray<AgencyCode> ProposedReceivers) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 2: registered by the house that cares for the victim, which cares for this one too and names no other agency.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InCare { get; init; }
}

/// <summary>The victim's stream: a relative's record was linked.</summary>
public sealed record RelativeAdded(DateOnly OccurredOn, AgencyCode By, Guid Relative, bool Accompanies) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 2: added by the house that cares for her; the link is told there alone, or it would say that a house does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InCare { get; init; }
}

/// <summary>An agency received the person itself and signed its minutes.</summary>
/// <param name="OccurredOn">Law date of the minutes.</param>
/// <param name="Agency">The receiving agency.</param>
/// <param name="Lead">Leads the reception, or takes part.</param>
public sealed record PersonReceived(DateOnly OccurredOn, AgencyCode Agency, bool Lead) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 2: a measure stood when who was no receiver before signed: see <see cref="Relation.Veiled"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Veiled { get; init; }
}

/// <summary>An agency proposes to refer the person.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Referral">Id of the referral.</param>
/// <param name="From">Proposes; may hand over later.</param>
/// <param name="To">Is asked; alone may answer.</param>
/// <param name="Purpose">Care or Treatment.</param>
/// <param name="Named">Classes that the accepting agency will see.</param>
/// <param name="Need">The person needs it ("nhu cầu", Art. 7.3).</param>
/// <param name="Wish">The person wishes it ("nguyện vọng", Art. 4.2).</param>
/// <param name="Clause">Legal basis, a key of <c>legal-bases.md</c>.</param>
/// <param name="AnswerBy">Since version 2: last day for an answer; null where it was not said.</param>
/// <param name="EndsOn">Since version 2: first day on which what was accepted is over; null while open.</param>
/// <param name="SpokenBy">Since version 2: whose words on need and wish lie sealed beside it; null where none do.</param>
public sealed record ReferralProposed(
    DateOnly OccurredOn,
    Guid Referral,
    AgencyCode From,
    AgencyCode To,
    Purpose Purpose,
    ImmutableArray<FieldClass> Named,
    bool Need,
    bool Wish,
    string Clause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? AnswerBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? EndsOn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SpokenBy? SpokenBy = null) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 3: named classes that a measure hid from the sender; see <see cref="Relation.Withheld"/>. Default for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<FieldClass> Withheld { get; init; }
}

/// <summary>The addressee answered a referral; its reason or its conditions are sealed fields.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Referral">The referral.</param>
/// <param name="By">Who answers.</param>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Conditional">Since version 2: accepted with conditions.</param>
public sealed record ReferralAnswered(
    DateOnly OccurredOn, Guid Referral, AgencyCode By, bool Accepted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Conditional = false) : DomainEvent(OccurredOn);

/// <summary>The sender of a referral handed the person over to the agency that accepted it, with minutes.</summary>
public sealed record PersonHandedOver(
    DateOnly OccurredOn, Guid Referral, AgencyCode From, AgencyCode To, string Clause) : DomainEvent(OccurredOn);

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Registry.Domain.Access;

/// <summary>How an agency came to have to do with a person (or an announcement). Every one comes from an event.</summary>
public enum RelationKind
{
    /// <summary>No relation asked: any caller of the row's kind. Only rows about access lines use it.</summary>
    None = 0,

    /// <summary>Announced a return (Art. 6.3).</summary>
    Announcer = 1,

    /// <summary>Addressee of an announcement, or a post that its command directed to it (Art. 7.2).</summary>
    Addressee = 2,

    /// <summary>May record its own reception: an offer, made by another agency's event.</summary>
    ProposedReceiver = 3,

    /// <summary>Created the person's record: the one relation that an agency gives itself.</summary>
    Registrar = 4,

    /// <summary>Received the person and signed minutes (Art. 5.5 "do cơ quan mình tiếp nhận").</summary>
    Receiver = 5,

    /// <summary>Takes part in the victim's reception; this relative did not come along.</summary>
    CaseParty = 6,

    /// <summary>Verified who the person is.</summary>
    Verifier = 7,

    /// <summary>Somebody proposed to refer the person to this agency.</summary>
    ReferralProposed = 8,

    /// <summary>Accepted a referral; sees what the referral names.</summary>
    ReferralAccepted = 9,

    /// <summary>Took the person over and cares for her.</summary>
    Carer = 10,

    /// <summary>Handed the person over to a carer.</summary>
    HandedOver = 11,

    /// <summary>Was asked to decide a measure, while the request is open.</summary>
    RequestAddressee = 12,

    /// <summary>Decided a measure.</summary>
    Decider = 13,

    /// <summary>Carries out a measure.</summary>
    Executor = 14,

    /// <summary>The person herself handed over a code.</summary>
    ConsentCode = 15,

    /// <summary>A grant to an outside system; sees what the grant names.</summary>
    Grant = 40,

    /// <summary>Was asked to verify, while the request is open (law.md 10.6.16).</summary>
    VerificationAddressee = 16,

    /// <summary>Issued a certificate, or took a foreign one to the file: may revoke it.</summary>
    Certifier = 17,

    /// <summary>Rescued the person (Law 66/2011 Art. 25); ends with the hand-over.</summary>
    Rescuer = 18,

    /// <summary>The person, or who represents her, consented to a disclosure to this agency.</summary>
    Consented = 20,

    /// <summary>Was asked to appraise or approve a file of support, while that step is open.</summary>
    SupportAddressee = 30,

    /// <summary>Proposed, appraised, decided or gave support: sees its own entries, also after a hand-over (law.md 10.6.6).</summary>
    SupportParty = 31,

    /// <summary>An officer of the addressee named the code of a live hand-over of the dossier.</summary>
    HandoverCode = 32,
    /// <summary>Submitted a report, or is about to.</summary>
    Reporter = 60,

    /// <summary>A report was submitted to it.</summary>
    ReportAddressee = 61,

    /// <summary>One officer broke the glass in an emergency: for hours, and for him alone.</summary>
    BreakGlass = 120,

    /// <summary>Owes the review of a broken glass. Shows nothing of the person.</summary>
    GlassReviewer = 121,

    /// <summary>One officer to whom his agency gave the case. Opens no row by itself: it narrows what his colleagues see.</summary>
    Assigned = 122,

    /// <summary>One officer who took the case from another while it was not his: sees her status until a third gives it to him, or one alone would open a case that was closed to him.</summary>
    Recused = 260,
}

/// <summary>One relation of one agency, for some days.</summary>
/// <param name="Agency">The agency that holds it.</param>
/// <param name="Kind">What kind of relation.</param>
/// <param name="From">First law date on which it is in force.</param>
/// <param name="Until">First law date on which it is not any more; null while open.</param>
/// <param name="Source">Id of the event that gave it; of a measure, the event that decided it.</param>
/// <param name="Named">Classes that a referral names; empty for other relations.</param>
/// <param name="Clause">Clause of Decree 62/2012 Art. 7 for a request, a decision or an execution.</param>
public sealed record Relation(
    AgencyCode Agency, RelationKind Kind, DateOnly From, DateOnly? Until, Guid Source, ImmutableArray<FieldClass> Named, int? Clause)
{
    /// <summary>Never the default array, which cannot be enumerated.</summary>
    public ImmutableArray<FieldClass> Named { get; init; } = Named.IsDefault ? [] : Named;

    /// <summary>Purposes that a consent names; default for relations that any purpose of their rows may use.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<Purpose> Purposes { get; init; }

    /// <summary>Keyed tag of the one officer who holds it; null for a relation of the whole agency.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Officer { get; init; }

    /// <summary>UTC, for a relation that lasts hours; its last day is bounded by <see cref="Until"/> as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Classes that a referral names and that a measure hid from its sender: it opens them to the addressee while nothing hides them. Default for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<FieldClass> Withheld { get; init; }

    /// <summary>It came about while a measure stood: what measures hide stays hidden from it, where they spare others of its kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Veiled { get; init; }

    /// <summary>True when the relation counts for the officer; for an agency asked about as a whole (null), whoever of it holds it.</summary>
    public bool IsOf(OfficerTag? officer) => Officer is null || officer is null || officer.Is(Officer);

    /// <summary>True when the relation may serve the purpose.</summary>
    public bool Serves(Purpose purpose) => Purposes.IsDefault || Purposes.Contains(purpose);

    public bool InForceOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

using System.Collections.Immutable;

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

    /// <summary>Submitted a report, or is about to.</summary>
    Reporter = 60,

    /// <summary>A report was submitted to it.</summary>
    ReportAddressee = 61,
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

    public bool InForceOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

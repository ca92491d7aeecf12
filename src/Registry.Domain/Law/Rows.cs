using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What every row says of itself.</summary>
/// <param name="Id">Id of the row; what a log line keeps.</param>
/// <param name="Source">Key of <c>legal-bases.md</c>.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="From">First law date on which it is valid.</param>
/// <param name="Until">First law date on which it is not any more; null while open.</param>
public sealed record Standing(string Id, string Source, Certainty Certainty, DateOnly From, DateOnly? Until)
{
    public bool ValidOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

/// <summary>What narrows a need-to-know row.</summary>
public enum RowLimit
{
    None = 0,

    /// <summary>Only classes that the referral names.</summary>
    Named = 1,

    /// <summary>Only the clause of the caller's own decision or execution.</summary>
    OwnClause = 2,

    /// <summary>Only entries in which the caller's agency has a part itself (law.md 10.6.6).</summary>
    OwnEntries = 3,
}

/// <summary>One need-to-know cell: callers of the kind may see the class for the purpose while they hold the relation.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Kind">Kind of agency; null for every kind.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Relation">Relation that must be in force.</param>
/// <param name="Class">What may be seen.</param>
/// <param name="Limit">What narrows it.</param>
public sealed record NeedToKnowRow(
    Standing Standing, AgencyKind? Kind, Purpose Purpose, RelationKind Relation, FieldClass Class, RowLimit Limit);

/// <summary>A measure of a regime's catalogue.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Clause">1 to 8: the clause of Decree 62/2012 Art. 7, or of the one that it succeeds. One number means one thing through time.</param>
/// <param name="Code">E.g. <c>SHELTER</c>.</param>
/// <param name="Succeeds">Clause of Decree 62/2012 Art. 7 that it succeeds; null in the regime of 2011.</param>
/// <param name="SwitchedOn">False where the law of the regime was not seen to have it: nobody decides it without local approval.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record MeasureRow(Standing Standing, int Clause, string Code, int? Succeeds, bool SwitchedOn, string Vi, string En);

/// <summary>What an agency kind may do about a measure.</summary>
[Flags]
public enum AuthorityPower
{
    None = 0,

    /// <summary>Hold or carry out under another's decision.</summary>
    Hold = 1,

    /// <summary>Ask a competent agency.</summary>
    Request = 2,

    /// <summary>Decide and apply.</summary>
    Decide = 4,
}

/// <summary>What must be so before an authority may decide.</summary>
public enum AuthorityCondition
{
    None = 0,

    /// <summary>It received the person itself, and she is the victim or came along (Art. 5.5, law.md 10.6.1).</summary>
    ReceivedItself = 1,

    /// <summary>The labour department asked it, or it received the person itself (Art. 7.2, Circular 78/2013 Art. 9).</summary>
    AskedOrReceived = 2,

    /// <summary>It cares for the person.</summary>
    InItsCare = 3,

    /// <summary>The person is in its area: the decision names one, or its own reception shows it.</summary>
    OwnArea = 4,

    /// <summary>A request for the victim is on file with it (Law 66/2011 Art. 31.2, law.md 10.6.14).</summary>
    AskedForVictim = 5,

    /// <summary>As <see cref="AskedOrReceived"/>, where the health department has taken the labour department's place; an older request still counts.</summary>
    AskedByHealthOrReceived = 6,
}

/// <summary>One cell of the authority table: measure by agency kind.</summary>
public sealed record AuthorityCell(
    Standing Standing, int Clause, AgencyKind Kind, AuthorityPower Power, AuthorityCondition Condition, bool SwitchedOn, string? NextStep);

/// <summary>How the holder of a relation must be tied to the hiding measure.</summary>
public enum ExemptionScope
{
    /// <summary>The relation is enough.</summary>
    Any = 0,

    /// <summary>The relation comes from this very measure.</summary>
    Same = 1,

    /// <summary>Only classes that the relation names.</summary>
    Named = 2,

    /// <summary>The holder's agency carries out this very measure: the carer at that shelter, not any carer.</summary>
    AtPlace = 3,

    /// <summary>The relation comes from some measure that is in force.</summary>
    InForce = 4,
}

/// <summary>From whom a measure does not hide.</summary>
public sealed record Exemption(RelationKind Relation, ExemptionScope Scope);

/// <summary>A measure of the clause, in force or not released, hides the class from everyone but the exempted.</summary>
public sealed record HideRow(Standing Standing, int Clause, FieldClass Class, ImmutableArray<Exemption> VisibleTo);

/// <summary>A citation: document, article, clause, in both languages.</summary>
/// <param name="Standing">Its id is the code that callers put into <c>AccessContext.legal_basis</c>, e.g. <c>QD22/2015-D6.3</c>.</param>
/// <param name="Document">Number of the document.</param>
/// <param name="Article">Article, or a dash.</param>
/// <param name="Clause">Clause, or a dash.</param>
/// <param name="Vi">Citation in Vietnamese.</param>
/// <param name="En">Citation in English.</param>
/// <param name="Citable">Callers may name it; false for product rules.</param>
/// <param name="SucceededBy">The basis that took its place when it was over, or null.</param>
public sealed record LegalBasis(
    Standing Standing, string Document, string Article, string Clause, string Vi, string En, bool Citable, string? SucceededBy);

/// <summary>A reason for a refusal, with its texts; texts name no values.</summary>
public sealed record RefusalRow(Standing Standing, string? NextStep, string Vi, string En);

/// <summary>A coded text in both languages: a next step, a general rule.</summary>
public sealed record TextRow(Standing Standing, string Vi, string En);

/// <summary>A rule that a regime may read either way.</summary>
public enum PolicySwitch
{
    Unspecified = 0,

    /// <summary>Measures before the person is confirmed as a victim.</summary>
    MeasuresBeforeVerification = 1,

    /// <summary>Measures for minors who came along and are no kin.</summary>
    MeasuresForMinorsNotKin = 2,

    /// <summary>Civil Code Art. 148: a period that ends on a day off ends on the next working day. Off: the earlier day binds.</summary>
    LastDayMovesToWorkingDay = 3,

    /// <summary>Support for minors who came along with a foreign victim (law.md 10.6.13).</summary>
    SupportForMinorsOfForeigners = 4,

    /// <summary>The whole dossier goes to the authority of the place of residence (law.md 1.5).</summary>
    DossierHandover = 5,

    /// <summary>A measure may be applied before the papers of its file are there.</summary>
    UrgentMeasures = 6,

    /// <summary>No measure is decided before the three papers of Decree 62/2012 Art. 11 are in the file.</summary>
    PapersBeforeDecision = 7,

    /// <summary>The finding falls with the last certificate that is revoked because the person is no victim.</summary>
    FindingFallsWithCertificate = 8,

    /// <summary>A report after its last day gives a reason. Off: it is marked late and nothing is asked.</summary>
    LateReportsNeedReason = 30,
}

/// <summary>How a rule is read while the row is valid.</summary>
public sealed record SwitchRow(Standing Standing, PolicySwitch Rule, bool On, string Vi, string En);

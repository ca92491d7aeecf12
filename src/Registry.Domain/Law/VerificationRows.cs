using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Law;

/// <summary>A step on the way to a finding that a kind of agency may take.</summary>
public enum VerificationStep
{
    Unspecified = 0,

    /// <summary>Makes the record of a person who came by the route.</summary>
    Register = 1,

    /// <summary>Takes the person's own first report and tells another agency at once.</summary>
    TakeReport = 2,

    /// <summary>Is told of such a report.</summary>
    BeTold = 3,

    /// <summary>Asks for a verification.</summary>
    Ask = 4,

    /// <summary>May be asked, verifies and answers.</summary>
    Answer = 5,

    /// <summary>Lengthens the time of its answer.</summary>
    Extend = 6,

    /// <summary>Records a finding that nobody asked for: who received or rescued.</summary>
    Conclude = 7,

    /// <summary>Finds on papers of Law 66/2011 Art. 28 alone.</summary>
    AcceptPapers = 8,

    /// <summary>Closes the case.</summary>
    Close = 9,
}

/// <summary>One cell: agencies of the kind may take the step for persons of the route.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Step">What.</param>
/// <param name="Kind">Who.</param>
/// <param name="Route">How the person came.</param>
/// <param name="Relations">One of them must be held; empty where nothing is asked.</param>
/// <param name="SwitchedOn">False where it needs local approval.</param>
/// <param name="NextStep">What a refusal offers when no relation is held, or null.</param>
public sealed record VerificationRow(
    Standing Standing, VerificationStep Step, AgencyKind Kind, Route Route, ImmutableArray<RelationKind> Relations, bool SwitchedOn, string? NextStep);

/// <summary>What must be so before a paper is issued or taken to the file.</summary>
public enum CertificateCondition
{
    Unspecified = 0,

    /// <summary>The finding says victim.</summary>
    Confirmed = 1,

    /// <summary>A foreign paper, consularly legalised.</summary>
    Legalised = 2,

    /// <summary>A body outside this registry issued it; issuer, number and day are written down.</summary>
    BroughtAlong = 3,
}

/// <summary>One cell: agencies of the kind issue the paper.</summary>
public sealed record CertificateRow(
    Standing Standing,
    CertificateKind Kind,
    AgencyKind Issuer,
    ImmutableArray<RelationKind> Relations,
    CertificateCondition Condition,
    bool SwitchedOn,
    string Vi,
    string En);

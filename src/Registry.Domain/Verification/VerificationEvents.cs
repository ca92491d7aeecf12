using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>Whom the agency that took the first report told at once (Law 66/2011 Art. 24.1), and how long that one has.</summary>
/// <param name="Told">The labour office of the district, or the commune.</param>
/// <param name="Deadline">Row of <c>deadlines.md</c> that binds it, or null.</param>
/// <param name="DueOn">Last day, as computed on the day of the report.</param>
public sealed record ReportNotice(AgencyCode Told, string? Deadline, DateOnly? DueOn);

/// <summary>A verification was asked for; its paper is sealed (stream <c>person</c>).</summary>
/// <param name="OccurredOn">Law date; the time counts from it.</param>
/// <param name="AskedBy">Asks.</param>
/// <param name="Addressee">Must answer; holds the relation <see cref="RelationKind.VerificationAddressee"/> while the request is open.</param>
/// <param name="Rule">Row of <c>verification.md</c>.</param>
/// <param name="Deadline">Row of <c>deadlines.md</c> that binds the addressee; null where the law sets none.</param>
/// <param name="DueOn">Last day, as computed on the day of the request.</param>
/// <param name="NewEvidence">There is evidence that the last finding did not have.</param>
public sealed record VerificationRequested(
    DateOnly OccurredOn, AgencyCode AskedBy, AgencyCode Addressee, string Rule, string? Deadline, DateOnly? DueOn, bool NewEvidence) : DomainEvent(OccurredOn);

/// <summary>Who verifies took more time, once; the reason is sealed.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Request">The request.</param>
/// <param name="By">Verifies.</param>
/// <param name="Until">New last day.</param>
/// <param name="Rule">Row of <c>verification.md</c>.</param>
/// <param name="Deadline">Row of <c>deadlines.md</c> that allows it.</param>
public sealed record VerificationExtended(
    DateOnly OccurredOn, Guid Request, AgencyCode By, DateOnly Until, string Rule, string Deadline) : DomainEvent(OccurredOn);

/// <summary>An agency recorded a finding; reasons and the number of its paper are sealed.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Verifier">Who found.</param>
/// <param name="Outcome">What.</param>
/// <param name="EvidenceSources">On evidence of which sources.</param>
/// <param name="Ground">On what the finding rests; null in version 1.</param>
/// <param name="Request">The request that it answers, or null.</param>
/// <param name="Rule">Row of <c>verification.md</c> that gives the power; null in version 1.</param>
public sealed record VerificationRecorded(
    DateOnly OccurredOn,
    AgencyCode Verifier,
    VerificationOutcome Outcome,
    ImmutableArray<EvidenceSource> EvidenceSources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FindingGround? Ground = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Request = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rule = null) : DomainEvent(OccurredOn);

/// <summary>A certificate was issued, or a foreign one taken to the file; its number is a sealed field.</summary>
/// <param name="OccurredOn">Law date of the paper's issue, or of its taking to the file.</param>
/// <param name="Issuer">Agency.</param>
/// <param name="Kind">Which paper.</param>
/// <param name="Rule">Row of <c>certificates.md</c>; null in version 1.</param>
/// <param name="BroughtAlong">Since version 3: a body outside this registry issued it, and the agency took it to the file.</param>
public sealed record CertificateIssued(
    DateOnly OccurredOn,
    AgencyCode Issuer,
    CertificateKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rule = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool BroughtAlong = false) : DomainEvent(OccurredOn);

/// <summary>The issuer, or who has taken its place, took a certificate back; reasons are sealed.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Certificate">Id of the event that issued it.</param>
/// <param name="By">Agency.</param>
/// <param name="Ground">Why.</param>
/// <param name="FindingFalls">The finding falls with it.</param>
public sealed record CertificateRevoked(
    DateOnly OccurredOn, Guid Certificate, AgencyCode By, RevocationGround Ground, bool FindingFalls) : DomainEvent(OccurredOn);

/// <summary>The case of a person was closed: working relations end, nothing opens.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Closes, and answers for the closed file.</param>
/// <param name="Ground">Why.</param>
/// <param name="Keeps">The relation by which it does, so that no file is without an owner; of its own, also where it was inherited.</param>
public sealed record CaseClosed(DateOnly OccurredOn, AgencyCode By, ClosingGround Ground, RelationKind Keeps) : DomainEvent(OccurredOn);

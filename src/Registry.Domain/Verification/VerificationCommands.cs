using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>Command: take a person's own first report and tell the agency that the article names.</summary>
/// <param name="By">Takes it.</param>
/// <param name="On">Law date.</param>
/// <param name="Route">Self-report or self-return.</param>
/// <param name="EntryPoint">Where she came back, or empty.</param>
/// <param name="Told">Who is told at once.</param>
public sealed record TakeReport(Actor By, DateOnly On, Route Route, string EntryPoint, AgencyCode Told)
{
    /// <summary>Who reported; null where it was not said.</summary>
    public SpokenBy? ReportedBy { get; init; }
}

/// <summary>Command: ask an agency to verify.</summary>
/// <param name="By">Registered or received the person.</param>
/// <param name="On">Law date; the time of the addressee counts from it or from the day of recording, whichever is later.</param>
/// <param name="Addressee">Is asked.</param>
/// <param name="NewEvidence">There is evidence that the last finding did not have.</param>
/// <param name="RecordedOn">Law date on which it is written down and the addressee hears of it; null for <paramref name="On"/> itself.</param>
public sealed record RequestVerification(Actor By, DateOnly On, AgencyCode Addressee, bool NewEvidence = false, DateOnly? RecordedOn = null);

/// <summary>Command: take more time for the answer.</summary>
/// <param name="By">Was asked.</param>
/// <param name="On">Law date.</param>
/// <param name="Until">New last day.</param>
/// <param name="RecordedOn">Law date on which it is written down; null for <paramref name="On"/> itself.</param>
public sealed record ExtendVerification(Actor By, DateOnly On, DateOnly Until, DateOnly? RecordedOn = null);

/// <summary>Command: record a finding.</summary>
/// <param name="By">Found.</param>
/// <param name="On">Law date.</param>
/// <param name="Outcome">What.</param>
/// <param name="EvidenceSources">On evidence of which sources.</param>
/// <param name="Ground">What the finding rests on.</param>
/// <param name="NewEvidence">There is evidence that the last finding did not have.</param>
/// <param name="Reasoned">The reasons are written down.</param>
public sealed record RecordVerification(
    Actor By,
    DateOnly On,
    VerificationOutcome Outcome,
    ImmutableArray<EvidenceSource> EvidenceSources,
    FindingGround Ground = FindingGround.Evidence,
    bool NewEvidence = false,
    bool Reasoned = false);

/// <summary>Command: issue a certificate, or take a foreign one or one that the person brought along to the file.</summary>
/// <param name="By">Issuer.</param>
/// <param name="On">Law date.</param>
/// <param name="Kind">Which paper.</param>
/// <param name="Legalised">A foreign paper: who issued it and who legalised it is written down.</param>
public sealed record IssueCertificate(Actor By, DateOnly On, CertificateKind Kind, bool Legalised = false)
{
    /// <summary>What is written down of a paper that she brought along; null for every other.</summary>
    public BroughtPaper? Brought { get; init; }
}

/// <summary>A paper of a body outside this registry, as far as a decision looks at it; issuer and number lie sealed beside the event.</summary>
/// <param name="Named">Its issuer and number are there.</param>
/// <param name="SignedOn">Its own day; null where it was not said.</param>
public sealed record BroughtPaper(bool Named, DateOnly? SignedOn);

/// <summary>Command: take a certificate back.</summary>
public sealed record RevokeCertificate(Actor By, DateOnly On, Guid Certificate, RevocationGround Ground);

/// <summary>Command: close the case of a person.</summary>
/// <param name="By">Is in charge.</param>
/// <param name="On">Law date.</param>
/// <param name="Ground">Why.</param>
/// <param name="RecordedOn">Law date on which it is written down, for what its author may see; null for <paramref name="On"/> itself.</param>
public sealed record CloseCase(Actor By, DateOnly On, ClosingGround Ground, DateOnly? RecordedOn = null);

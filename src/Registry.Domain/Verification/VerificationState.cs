using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>A request to verify. The open one is what somebody must answer.</summary>
/// <param name="Id">Id of its event.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="Addressee">Who must answer; its successor once there is one.</param>
/// <param name="AskedOn">Law date; the time counts from it.</param>
/// <param name="Rule">Row of <c>verification.md</c> by which it was asked.</param>
/// <param name="Deadline">Row of <c>deadlines.md</c> that binds the addressee, or null.</param>
/// <param name="DueOn">Last day without extension, or null.</param>
/// <param name="Extension">Row of <c>deadlines.md</c> by which the time was extended, or null.</param>
/// <param name="ExtendedUntil">Last day with the extension, or null.</param>
/// <param name="Open">Not answered and not put to another agency.</param>
public sealed record VerificationRequest(
    Guid Id, AgencyCode AskedBy, AgencyCode Addressee, DateOnly AskedOn, string Rule, string? Deadline, DateOnly? DueOn,
    string? Extension, DateOnly? ExtendedUntil, bool Open)
{
    /// <summary>The last day that binds now; null where the law sets none.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => ExtendedUntil ?? DueOn;
}

/// <summary>A finding: who, when, what, on evidence of which sources, by which row of the tables.</summary>
public sealed record Finding(
    Guid Id, AgencyCode Verifier, DateOnly On, VerificationOutcome Outcome, ImmutableArray<EvidenceSource> Sources, FindingGround? Ground, Guid? Request, string? Rule);

/// <summary>A paper that proves that the person is a victim. Its number lies sealed beside the state.</summary>
public sealed record Certificate(
    Guid Id, CertificateKind Kind, AgencyCode Issuer, DateOnly IssuedOn, string? Rule, DateOnly? RevokedOn = null, RevocationGround? Ground = null)
{
    /// <summary>A body outside this registry issued it; <see cref="Issuer"/> took it to the file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BroughtAlong { get; init; }

    [JsonIgnore]
    public bool InForce => RevokedOn is null;
}

/// <summary>The person's own first report, as it was taken and passed on.</summary>
public sealed record Report(AgencyCode TakenBy, DateOnly On, ReportNotice Notice);

/// <summary>The case was closed.</summary>
public sealed record Closing(AgencyCode By, DateOnly On, ClosingGround Ground);

/// <summary>What of a person's stream tells how far the verification came. Folded; holds no personal data.</summary>
/// <param name="Route">How she came; null for a relative.</param>
/// <param name="Status">How far it came; <see cref="VerificationStatus.Unspecified"/> for a relative and in states kept before there was one.</param>
/// <param name="Report">Her own first report, or null.</param>
/// <param name="Requests">Every request, in order; at most one is open.</param>
/// <param name="Findings">Every finding, in order.</param>
/// <param name="Certificates">Every certificate, in order, revoked ones too.</param>
/// <param name="Closed">Set while the case is closed.</param>
public sealed record VerificationState(
    Route? Route,
    VerificationStatus Status,
    Report? Report,
    ImmutableArray<VerificationRequest> Requests,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Certificate> Certificates,
    Closing? Closed)
{
    /// <summary>Who reported, where she came by herself; null where it was not said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpokenBy? ReportedBy { get; init; }

    public static VerificationState Empty { get; } = new(null, VerificationStatus.Unspecified, null, [], [], [], null);

    /// <summary>The request that somebody must answer, or null.</summary>
    [JsonIgnore]
    public VerificationRequest? Running => Requests.FirstOrDefault(r => r.Open);

    /// <summary>The route that decides who may do what; who was registered before there were routes was handed back.</summary>
    [JsonIgnore]
    public Route Came => Route ?? Verification.Route.Repatriated;

    /// <summary>Law date of the last step: no later one is dated before it.</summary>
    [JsonIgnore]
    public DateOnly LastStep =>
        ((DateOnly[])[
            .. Requests.Select(r => r.AskedOn), .. Findings.Select(f => f.On), .. Certificates.Select(c => c.RevokedOn ?? c.IssuedOn),
            Closed?.On ?? DateOnly.MinValue]).Max();

    /// <summary>The certificate with the id, or null.</summary>
    public Certificate? FindCertificate(Guid id) => Certificates.FirstOrDefault(c => c.Id == id);
}

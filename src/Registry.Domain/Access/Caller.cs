using Registry.Domain.Agencies;

namespace Registry.Domain.Access;

/// <summary>Who calls, as the checked token and the client certificate say. Never taken from the request's body.</summary>
/// <param name="Issuer">Issuer of the token; the actor is issuer and officer together.</param>
/// <param name="Officer">Subject of the token: one natural person or one system.</param>
/// <param name="Agency">Agency of the officer; the issuer must be bound to it.</param>
/// <param name="Kind">Kind of that agency on the law date.</param>
/// <param name="Scopes">Scopes of the token.</param>
/// <param name="AuthorizedPurposes">From <c>authorization_details</c> (RFC 9396); null means that the token does not narrow.</param>
/// <param name="CertificateThumbprint">SHA-256 of the client certificate (RFC 8705), or null.</param>
public sealed record Caller(
    string Issuer,
    string Officer,
    AgencyCode Agency,
    AgencyKind Kind,
    IReadOnlySet<string> Scopes,
    IReadOnlySet<Purpose>? AuthorizedPurposes,
    string? CertificateThumbprint)
{
    /// <summary>The officer's own agency while he is seconded (Decision 22/2015 Art. 3.3) and acts for <see cref="Agency"/>; null otherwise.</summary>
    public AgencyCode? SecondedFrom { get; init; }

    /// <summary>By which facts tell officers apart; null for an agency asked about as a whole, whoever of it acts.</summary>
    public OfficerTag? OfficerTag { get; init; }

    /// <summary>Version of the directory's row by which she was proven: her lines rest on it as on the facts of the person.</summary>
    public long ProvenBy { get; init; }

    /// <summary>UTC; nothing is told on the strength of the token from then on.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The caller as the domain's decisions know it.</summary>
    public Actor Actor => new(Agency, Kind);
}

/// <summary>The agency that acts. Officers act for their agency; relations belong to agencies.</summary>
public readonly record struct Actor(AgencyCode Agency, AgencyKind Kind);

namespace Registry.Server.Hosting;

/// <summary>Who may issue tokens, and for which agencies. Without issuer and audience the server does not start.</summary>
internal sealed record IssuerOptions
{
    /// <summary>Claim <c>iss</c>, exactly.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Claim <c>aud</c>, exactly: this registry.</summary>
    public string Audience { get; init; } = "";

    /// <summary>OpenID Connect authority whose published keys sign; an https address. Excludes <see cref="KeyFile"/>.</summary>
    public string? Authority { get; init; }

    /// <summary>Development only: PEM file with the public P-256 key of the local issuer.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Signature algorithm that this issuer's keys are pinned to.</summary>
    public string Algorithm { get; init; } = "ES256";

    /// <summary>Codes of the agencies that this issuer speaks for; <c>*</c> is for Development alone.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>
    /// Whether officers must be enrolled where nobody decided it for their agency (AgencyService); null means yes outside Development. With
    /// no, whoever makes tokens makes officers.
    /// </summary>
    public bool? EnrolledOnly { get; init; }

    /// <summary>The same, decided.</summary>
    public bool EnrolledOfficersOnly => EnrolledOnly ?? true;

    /// <summary>True when the issuer may vouch for officers of the agency.</summary>
    public bool Speaks(string agency) => Agencies.Contains(agency, StringComparer.Ordinal) || Agencies.Contains("*", StringComparer.Ordinal);
}

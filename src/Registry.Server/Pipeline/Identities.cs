using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Registry.Domain.Access;
using Registry.Server.Enrolment;
using Registry.Server.Hosting;

namespace Registry.Server.Pipeline;

/// <summary>
/// From a checked token (RFC 9068) to the caller. The bearer handler has checked signature, type, issuer, audience and times; here
/// the issuer is bound to its agencies, the life is capped and the claims become domain words.
/// </summary>
internal sealed class Identities(DirectoryWatch directory, IssuerOptions issuer, OfficerTags tags)
{
    /// <summary>Longest life of a token, RFC 9068 <c>exp - iat</c>.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    /// <summary>True for what may be the subject of an officer's token.</summary>
    public static bool IsOfficer(string text) => text.Length is > 0 and <= 100 && text.All(IsPlain);

    /// <summary>
    /// The caller, or null and the reason when nobody was proven: it is counted, never sent. A caller with a reason is proven and may
    /// not act: suspended, not enrolled, or with scopes that exclude each other.
    /// </summary>
    /// <exception cref="DirectoryUnreadException">Nobody can say who may act.</exception>
    public async Task<(Caller? Caller, string Reason)> Prove(HttpContext http, DateOnly today)
    {
        var (enrolment, row) = await directory.Standing(http.RequestAborted);
        var result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Failure is DirectoryUnreadException or OperationCanceledException)
            throw new DirectoryUnreadException(result.Failure);
        if (result.None)
            return (null, "no token");
        if (result.Principal is not { } principal || result.Failure is not null)
            return (null, "token refused");

        string? Claim(string type) => principal.FindAll(type).Select(claim => claim.Value).Take(2).ToArray() is [var one] ? one : null;

        if (Claim(JwtRegisteredClaimNames.Sub) is not { } officer || !IsOfficer(officer) || Claim("agency") is not { Length: > 0 } agencyCode)
            return (null, "token without officer or agency");

        // A token for several services could be replayed by any of them.
        if (Claim(JwtRegisteredClaimNames.Aud) is null)
            return (null, "token for several audiences");
        if (!long.TryParse(Claim("iat"), CultureInfo.InvariantCulture, out var issued)
            || !long.TryParse(Claim("exp"), CultureInfo.InvariantCulture, out var expires)
            || expires - issued > (long)LongestLife.TotalSeconds)
            return (null, "token lives too long");
        if (principal.HasClaim(claim => claim.Type == "cnf"))
            return (null, "token bound to a certificate that this connection does not show");
        if (Claim(JwtRegisteredClaimNames.Iss) is not { } iss || !Speaks(enrolment, KeyId(http), iss, agencyCode)
            || enrolment.Agencies.Find(new AgencyCode(agencyCode), today) is not { } home)
            return (null, "issuer not bound to the agency");
        var lead = enrolment.ActsFor(home.Code, officer, today);
        if ((lead is { } other ? enrolment.Agencies.Find(other, today) : home) is not { } agency)
            return (null, "seconded to an agency that does not stand");
        var details = principal.FindAll("authorization_details").ToList();
        if (details.Count == 0 && Narrows(http))
            return (null, "authorization details that cover nothing");
        if (!TryPurposes([.. details.Select(claim => claim.Value)], out var purposes))
            return (null, "authorization details not understood");

        var scopes = (Claim("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableHashSet(StringComparer.Ordinal);
        var caller = new Caller(iss, officer, agency.Code, agency.Kind, scopes, purposes, CertificateThumbprint: null)
        {
            SecondedFrom = lead is null ? null : home.Code,
            OfficerTag = tags.Of(officer),
            ProvenBy = row,
            Expires = DateTimeOffset.FromUnixTimeSeconds(expires),
        };
        return (caller, Standing.Refusal(enrolment, issuer, home, caller));
    }

    /// <summary>Whoever signed must speak for the agency: the configured issuer for its list, an enrolled key for its own agency alone.</summary>
    private bool Speaks(Domain.Agencies.Enrolment enrolment, string? keyId, string iss, string agency) =>
        keyId is not null && enrolment.Keys.TryGetValue(keyId, out var key)
            ? !key.Suspended && key.Key.Issuer == iss && key.Key.Agency.Value == agency
            : iss == issuer.Issuer && issuer.Speaks(agency);

    private static string? KeyId(HttpContext http) => Token(http) is { } token ? new JsonWebToken(token).Kid : null;

    private static string? Token(HttpContext http) => http.Request.Headers.Authorization.ToString().Split(' ', 2) is [_, var token] ? token.Trim() : null;

    /// <summary>True when the checked token has the claim at all: an empty list gives no claims, and covers nothing.</summary>
    private static bool Narrows(HttpContext http) =>
        Token(http) is { } token && new JsonWebToken(token).TryGetPayloadValue<JsonElement>("authorization_details", out _);

    /// <summary>Officers' ids reach inspectors' screens: letters, digits and a few signs.</summary>
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@' or ':' or '/';

    /// <summary>RFC 9396: objects of our type, each naming a purpose; together they are all the token allows. Anything not understood refuses it.</summary>
    /// <param name="details">The claim, which the handler gives element by element; none means that the token does not narrow.</param>
    private static bool TryPurposes(IReadOnlyList<string> details, out IReadOnlySet<Purpose>? purposes)
    {
        purposes = null;
        if (details.Count == 0)
            return true;
        try
        {
            var allowed = ImmutableHashSet.CreateBuilder<Purpose>();
            foreach (var detail in details)
            {
                using var parsed = JsonDocument.Parse(detail, new JsonDocumentOptions { MaxDepth = 8 });
                var entry = parsed.RootElement;
                if (entry.GetProperty("type").GetString() != "registry_access"
                    || !PurposeNames.TryParse(entry.GetProperty("purpose").GetString(), out var purpose))
                    return false;
                allowed.Add(purpose);
            }

            purposes = allowed.ToImmutable();
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}

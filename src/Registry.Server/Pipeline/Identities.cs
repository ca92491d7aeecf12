using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Server.Hosting;

namespace Registry.Server.Pipeline;

/// <summary>
/// From a checked token (RFC 9068) to the caller. The bearer handler has checked signature, type, issuer, audience and times; here
/// the issuer is bound to its agencies, the life is capped and the claims become domain words.
/// </summary>
internal sealed class Identities(AgencyDirectory agencies, IssuerOptions issuer)
{
    /// <summary>Longest life of a token, RFC 9068 <c>exp - iat</c>.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    /// <summary>The caller, or null and the reason when nobody was proven. The reason is counted, never sent.</summary>
    public async Task<(Caller? Caller, string Reason)> Prove(HttpContext http, DateOnly today)
    {
        var result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.None)
            return (null, "no token");
        if (result.Principal is not { } principal || result.Failure is not null)
            return (null, "token refused");

        string? Claim(string type) => principal.FindAll(type).Select(claim => claim.Value).Take(2).ToArray() is [var one] ? one : null;

        if (Claim(JwtRegisteredClaimNames.Sub) is not { Length: > 0 and <= 100 } officer || !officer.All(IsPlain) || Claim("agency") is not { Length: > 0 } agencyCode)
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
        if (!issuer.Speaks(agencyCode) || agencies.Find(new AgencyCode(agencyCode), today) is not { } agency)
            return (null, "issuer not bound to the agency");
        var details = principal.FindAll("authorization_details").ToList();
        if (details.Count == 0 && Narrows(http))
            return (null, "authorization details that cover nothing");
        if (!TryPurposes([.. details.Select(claim => claim.Value)], out var purposes))
            return (null, "authorization details not understood");

        var scopes = (Claim("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableHashSet(StringComparer.Ordinal);
        return (new Caller(issuer.Issuer, officer, agency.Code, agency.Kind, scopes, purposes, CertificateThumbprint: null)
        {
            Expires = DateTimeOffset.FromUnixTimeSeconds(expires),
        }, "");
    }

    /// <summary>True when the checked token has the claim at all: an empty list gives no claims, and covers nothing.</summary>
    private static bool Narrows(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().Split(' ', 2) is [_, var token]
        && new JsonWebToken(token.Trim()).TryGetPayloadValue<JsonElement>("authorization_details", out _);

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

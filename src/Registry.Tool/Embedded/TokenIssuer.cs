using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;

namespace Registry.Tool.Embedded;

/// <summary>What a token of the development issuer says.</summary>
/// <param name="Agency">Code of the officer's agency.</param>
/// <param name="Officer">Who the token is for.</param>
/// <param name="Scope">Scopes, separated by spaces.</param>
/// <param name="Purpose">Narrows the token to one purpose, e.g. <c>TREATMENT</c>; null for none.</param>
/// <param name="Life">At most ten minutes.</param>
internal sealed record TokenRequest(string Agency, string Officer, string Scope, string? Purpose, TimeSpan Life);

/// <summary>The development issuer: RFC 9068 access tokens signed with the key of the data directory.</summary>
internal static class TokenIssuer
{
    /// <exception cref="CommandFailedException">The request asks for what no token may say.</exception>
    public static string Issue(DataDirectory directory, TokenRequest request, TimeProvider clock)
    {
        if (request.Life <= TimeSpan.Zero || request.Life > Identities.LongestLife)
            throw new CommandFailedException($"a token lives 1 to {Identities.LongestLife.TotalMinutes:0} minutes");
        foreach (var (option, value) in new[] { ("--agency", request.Agency), ("--officer", request.Officer), ("--scope", request.Scope) })
        {
            if (string.IsNullOrWhiteSpace(value))
                throw new CommandFailedException($"{option}: a value is expected");
        }

        if (request.Purpose is { } purpose && !PurposeNames.TryParse(purpose, out _))
            throw new CommandFailedException($"no such purpose; one of {string.Join(", ", PurposeNames.All)}");

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(directory.IssuerPrivate));
        var security = new ECDsaSecurityKey(key) { KeyId = Tokens.KeyOf(directory.IssuerPublic).KeyId };
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = request.Officer,
            ["client_id"] = "registryctl",
            ["jti"] = Guid.NewGuid().ToString(),
            ["agency"] = request.Agency,
            ["scope"] = request.Scope,
        };
        if (request.Purpose is { } narrow)
            claims["authorization_details"] = new[] { new Dictionary<string, object> { ["type"] = "registry_access", ["purpose"] = narrow } };

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = directory.Identity.Issuer,
            Audience = directory.Identity.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + request.Life,
            TokenType = "at+jwt",
            Claims = claims,
            SigningCredentials = new SigningCredentials(security, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
        });
    }
}

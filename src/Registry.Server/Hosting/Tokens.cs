using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Registry.Server.Enrolment;

namespace Registry.Server.Hosting;

/// <summary>How a bearer token is checked: RFC 9068 type, pinned algorithm, issuer, audience, times (RFC 8725).</summary>
internal static class Tokens
{
    /// <summary>Enrolled keys as they are checked with, by their text: as many as two persons approved.</summary>
    private static readonly ConcurrentDictionary<string, ECDsaSecurityKey> Imported = new(StringComparer.Ordinal);

    /// <param name="services">The container.</param>
    /// <param name="options">Issuer and audience.</param>
    /// <param name="enrolled">Keys of agencies' own issuers; asked anew for every token.</param>
    public static void AddTokens(this IServiceCollection services, ServerOptions options, Func<DirectoryWatch> enrolled)
    {
        // The core alone: AddAuthentication brings data protection along, which writes a key ring of its own into the home directory.
        services.AddAuthenticationCore(core => core.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.AddSingleton<IAuthenticationConfigurationProvider, NothingConfigured>();
        new AuthenticationBuilder(services).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.IncludeErrorDetails = false;
            bearer.RequireHttpsMetadata = true;
            bearer.Authority = options.Issuer.Authority;

            bearer.Events = new JwtBearerEvents { OnMessageReceived = context => ReadKeys(context, enrolled()) };

            // Set one by one: a new TokenValidationParameters would drop what the handler configured.
            var check = bearer.TokenValidationParameters;
            check.ValidateIssuer = true;
            check.ValidIssuer = options.Issuer.Issuer;
            // Which of them may speak for which agency is decided where the claims are read, by the key that signed.
            check.IssuerValidator = (issuer, _, _) =>
                issuer == options.Issuer.Issuer || enrolled().Latest.Keys.Values.Any(key => key.Key.Issuer == issuer)
                    ? issuer
                    : throw new SecurityTokenInvalidIssuerException("The issuer is not known.");
            check.ValidateAudience = true;
            check.ValidAudience = options.Issuer.Audience;
            check.RequireAudience = true;
            check.ValidTypes = ["at+jwt"];
            check.ValidAlgorithms = [options.Issuer.Algorithm];
            check.RequireSignedTokens = true;
            check.RequireExpirationTime = true;
            check.ValidateLifetime = true;
            check.ClockSkew = TimeSpan.FromSeconds(10);
            check.ValidateIssuerSigningKey = true;
            check.TryAllIssuerSigningKeys = false;
            check.LogValidationExceptions = false;
            var configured = options.Issuer.KeyFile is { } file ? KeyOf(file) : null;
            check.IssuerSigningKeyResolverUsingConfiguration = (_, _, kid, _, published) => KeyNamed(kid, enrolled().Latest, configured, published);
        });
    }

    /// <summary>
    /// The host authenticates before the pipeline asks, so what tokens are checked with is read here. Where it cannot be read, that is
    /// the failure: the token was not judged, and the pipeline must not call it bad because the directory is back a moment later.
    /// </summary>
    private static async Task ReadKeys(MessageReceivedContext context, DirectoryWatch directory)
    {
        if (context.Request.Headers.Authorization.Count == 0)
            return;
        try
        {
            await directory.Current(context.HttpContext.RequestAborted);
        }
        catch (Exception unread) when (unread is DirectoryUnreadException or OperationCanceledException)
        {
            context.Fail(unread);
        }
    }

    /// <summary>The one key that the token names, among those of the directory first: a suspended one is none.</summary>
    private static IEnumerable<SecurityKey> KeyNamed(
        string? kid, Domain.Agencies.Enrolment enrolment, SecurityKey? configured, BaseConfiguration? published)
    {
        if (kid is null)
            return [];
        if (enrolment.Keys.TryGetValue(kid, out var key))
            return key.Suspended ? [] : [Imported.GetOrAdd(key.Key.PublicKey, text => KeyOf(Convert.FromBase64String(text))!)];
        if (configured?.KeyId == kid)
            return [configured];
        return published?.SigningKeys.Where(one => one.KeyId == kid) ?? [];
    }

    /// <summary>A P-256 public key as an agency enrols it, or null for anything else; its id is the RFC 7638 thumbprint.</summary>
    internal static ECDsaSecurityKey? KeyOf(byte[] subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            if (read == subjectPublicKeyInfo.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return Named(key);
        }
        catch (CryptographicException)
        {
            // Told by the caller.
        }

        key.Dispose();
        return null;
    }

    private static ECDsaSecurityKey Named(ECDsa key)
    {
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }

    /// <summary>The public key of the local issuer; its id is the RFC 7638 thumbprint.</summary>
    internal static ECDsaSecurityKey KeyOf(string pemFile)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(pemFile));
        return Named(key);
    }

    /// <summary>Settings of tokens come from <see cref="ServerOptions"/> and from nowhere else.</summary>
    private sealed class NothingConfigured : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationManager();
    }
}

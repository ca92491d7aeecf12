using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Registry.Server.Hosting;

/// <summary>How a bearer token is checked: RFC 9068 type, pinned algorithm, issuer, audience, times (RFC 8725).</summary>
internal static class Tokens
{
    public static void AddTokens(this IServiceCollection services, ServerOptions options)
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

            // Set one by one: a new TokenValidationParameters would drop what the handler configured.
            var check = bearer.TokenValidationParameters;
            check.ValidateIssuer = true;
            check.ValidIssuer = options.Issuer.Issuer;
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
            if (options.Issuer.KeyFile is { } file)
                check.IssuerSigningKey = KeyOf(file);
        });
    }

    /// <summary>The public key of the local issuer; its id is the RFC 7638 thumbprint.</summary>
    internal static ECDsaSecurityKey KeyOf(string pemFile)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(pemFile));
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }

    /// <summary>Settings of tokens come from <see cref="ServerOptions"/> and from nowhere else.</summary>
    private sealed class NothingConfigured : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationManager();
    }
}

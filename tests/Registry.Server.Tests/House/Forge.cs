using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.Server.Hosting;
using Registry.Testing.Running;

namespace Registry.Server.Tests.House;

/// <summary>Makes tokens that the issuer would never make, part by part.</summary>
internal sealed class Forge(RunningRegistry registry, Officer officer)
{
    /// <summary>Claims of a good token; change one and sign.</summary>
    public Dictionary<string, object> Claims()
    {
        var (issuer, audience, _) = registry.IssuerSecrets();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = officer.Name,
            ["agency"] = officer.Agency,
            ["scope"] = officer.Scope,
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 300,
            ["jti"] = Guid.NewGuid().ToString(),
            ["client_id"] = "forge",
        };
    }

    /// <summary>A token with the issuer's own signature over whatever it says.</summary>
    public string Signed(Dictionary<string, object> claims, string type = "at+jwt") => Signed(JsonSerializer.Serialize(claims), type);

    public string Signed(string payload, string type = "at+jwt")
    {
        using var key = Key();
        var head = Head("ES256", type, payload);
        return head + "." + Encode(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>A token with no signature at all.</summary>
    public string Unsigned(string algorithm) => Head(algorithm, "at+jwt", JsonSerializer.Serialize(Claims())) + ".";

    /// <summary>The public key, which everybody has, taken for a shared secret.</summary>
    public string WithPublicKeyAsSecret()
    {
        using var key = Key();
        var head = Head("HS256", "at+jwt", JsonSerializer.Serialize(Claims()));
        return head + "." + Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(head)));
    }

    /// <summary>A token signed with a key of the attacker's own under the issuer's key id.</summary>
    public string SignedByAnother()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var head = Head("ES256", "at+jwt", JsonSerializer.Serialize(Claims()));
        return head + "." + Encode(other.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>A token that an agency's own issuer signs with a key of its own.</summary>
    public static string SignedWith(ECDsa key, string keyId, Dictionary<string, object> claims)
    {
        var header = JsonSerializer.Serialize(new { alg = "ES256", typ = "at+jwt", kid = keyId });
        var head = Encode(Encoding.UTF8.GetBytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        return head + "." + Encode(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    private ECDsa Key()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(registry.IssuerSecrets().PrivateKeyPem);
        return key;
    }

    private string Head(string algorithm, string type, string payload)
    {
        var header = JsonSerializer.Serialize(new { alg = algorithm, typ = type, kid = Tokens.KeyOf(registry.IssuerPublicKeyFile).KeyId });
        return Encode(Encoding.UTF8.GetBytes(header)) + "." + Encode(Encoding.UTF8.GetBytes(payload));
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

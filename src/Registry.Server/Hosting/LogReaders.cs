using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Registry.Server.Hosting;

/// <summary>
/// Who may read the published log: the members of its policy, each known by the SHA-256 of her client certificate (RFC 8705), as configured. No authority is
/// trusted and no name is read: a certificate is a member's because she brought it here. Ended by taking its line out and starting again.
/// </summary>
internal sealed class LogReaders(IReadOnlyList<string> thumbprints)
{
    private readonly HashSet<string> members = new(thumbprints, StringComparer.OrdinalIgnoreCase);

    /// <summary>False where nobody is named: then whoever reaches the port reads the log, if it is served at all.</summary>
    public bool AreNamed => members.Count > 0;

    /// <summary>What stands in the way, in the operator's words.</summary>
    public static IEnumerable<string> Problems(ServerOptions options)
    {
        var named = options.LogReaders;
        if (named.Count == 0)
            yield break;
        if (named.Any(text => text.Length != 2 * SHA256.HashSizeInBytes || !text.All(char.IsAsciiHexDigit)))
            yield return "LogReaders must be SHA-256 thumbprints of certificates, 64 hex digits each: openssl x509 -noout -fingerprint -sha256, without its colons";
        if (named.Distinct(StringComparer.OrdinalIgnoreCase).Count() != named.Count)
            yield return "LogReaders names a certificate twice";
        if (!options.ServeLog)
            yield return "LogReaders needs ServeLog: no log is served that they could read";
        if (options.CertificateFile is null)
            yield return "LogReaders needs CertificateFile: without TLS nobody shows a certificate";
    }

    /// <summary>
    /// Certificates are asked for and not demanded, so that /healthz stays open; whatever is shown is taken, its holder's key proven, and who may
    /// read is decided by <see cref="MayRead"/>.
    /// </summary>
    public void Configure(HttpsConnectionAdapterOptions tls)
    {
        if (!AreNamed)
            return;
        tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        tls.ClientCertificateValidation = (_, _, errors) => (errors & SslPolicyErrors.RemoteCertificateNotAvailable) == 0;
        tls.CheckCertificateRevocation = false;
    }

    /// <summary>True when the connection showed a certificate of a member, in its time.</summary>
    public bool MayRead(X509Certificate2? shown, DateTimeOffset now) => !AreNamed
        || shown is not null && members.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256))
        && shown.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime < shown.NotAfter.ToUniversalTime();
}

using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>The client's TLS certificate in gRPC's words. Kestrel has validated it, or there is none.</summary>
internal static class PeerCertificate
{
    private const string AlternativeName = "x509_subject_alternative_name";
    private const string CommonName = "x509_common_name";

    public static AuthContext Describe(X509Certificate2? certificate)
    {
        if (certificate is null)
            return new AuthContext(null, []);
        var dnsNames = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames())
            .Select(name => AuthProperty.Create(AlternativeName, Encoding.UTF8.GetBytes(name)))
            .ToList();
        var commonName = AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)));

        var properties = new Dictionary<string, List<AuthProperty>> { [CommonName] = [commonName] };
        if (dnsNames.Count > 0)
            properties.Add(AlternativeName, dnsNames);
        return new AuthContext(dnsNames.Count > 0 ? AlternativeName : CommonName, properties);
    }
}

using System.Text;
using Registry.Sealing;

namespace Registry.Server.Pipeline;

/// <summary>Tags by which facts tell officers apart: a keyed hash of issuer and subject. Who has the database alone names nobody by one.</summary>
internal static class OfficerTags
{
    public static string Of(RequestSeal seal, string issuer, string officer) =>
        Convert.ToHexStringLower(seal.Body("officer"u8, Encoding.UTF8.GetBytes($"{issuer}\n{officer}"))[..16]);
}

using System.Text;
using Registry.Domain.Access;
using Registry.Sealing;
using Registry.Server.Enrolment;
using Registry.Server.Hosting;

namespace Registry.Server.Pipeline;

/// <summary>Tags by which facts tell officers apart: a keyed hash of the name. Who has the database alone names nobody by one.</summary>
internal sealed class OfficerTags(RequestSeal seal, DirectoryWatch directory, IssuerOptions issuer)
{
    /// <summary>The tag of whoever has the name, under any issuer; not before the directory was read.</summary>
    public OfficerTag Of(string officer)
    {
        var name = officer.ToLowerInvariant();
        return new OfficerTag(
            Hashed("officer-name"u8, name),
            () => from iss in directory.Latest.Keys.Values.Select(key => key.Key.Issuer).Append(issuer.Issuer).Distinct(StringComparer.Ordinal)
                  from spelt in (string[])[officer, name]
                  select Earlier(iss, spelt));
    }

    /// <summary>As facts kept it until one human being under two issuers was two officers to them.</summary>
    internal string Earlier(string iss, string officer) => Hashed("officer"u8, $"{iss}\n{officer}");

    private string Hashed(ReadOnlySpan<byte> what, string whom) => Convert.ToHexStringLower(seal.Body(what, Encoding.UTF8.GetBytes(whom))[..16]);
}

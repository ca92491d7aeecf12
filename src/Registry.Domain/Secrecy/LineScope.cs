using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Domain.Secrecy;

/// <summary>
/// What one line of the access log lets out: whose fields and which classes, and a tag of who asked. Sealed into the subject part, so that whoever
/// is shown the key of that part alone (the process that releases keys) learns this and nothing else, and exactly what the inspectorate reads there.
/// </summary>
/// <param name="Subject">The person looked at; the empty id for nobody.</param>
/// <param name="Classes">Bit n for field class n; 0 in every line that lets nothing out (denial, outcome, start).</param>
/// <param name="Actor">From <see cref="TagOf"/>: the same officer has the same tag. 0 for the registry itself.</param>
public readonly record struct LineScope(Guid Subject, ulong Classes, uint Actor)
{
    /// <summary>A line that lets nothing out.</summary>
    public static LineScope About(Guid subject) => new(subject, 0, 0);

    /// <summary>Thirty-two bits of a hash of issuer and officer: enough to count by, too few to name anybody by themselves.</summary>
    public static uint TagOf(string issuer, string officer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(issuer)}:{issuer}{officer}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}

using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// What the tree commits to for one record: <c>0x01 || SHA-256( SHA-256(actor) || SHA-256(subject) )</c> over the stored
/// ciphertexts. 33 bytes, the same length for every record.
/// </summary>
/// <remarks>
/// No kind, id or time: whoever mirrors the entries learns their number and nothing else. The two inner hashes let one part be
/// shown (to a court) without the other. Neither key nor plaintext is needed to check it.
/// </remarks>
public static class LeafEntry
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 1 + TreeHash.Length;

    /// <summary>First byte of every entry of this form.</summary>
    public const byte Version = 0x01;

    /// <summary>The entry of one record.</summary>
    /// <param name="actor">First part, exactly as stored.</param>
    /// <param name="subject">Second part, exactly as stored.</param>
    public static byte[] Of(ReadOnlySpan<byte> actor, ReadOnlySpan<byte> subject)
    {
        var entry = new byte[Length];
        Write(actor, subject, entry);
        return entry;
    }

    /// <summary>The same into the first 33 bytes of <paramref name="entry"/>.</summary>
    public static void Write(ReadOnlySpan<byte> actor, ReadOnlySpan<byte> subject, Span<byte> entry)
    {
        Span<byte> parts = stackalloc byte[2 * TreeHash.Length];
        SHA256.HashData(actor, parts);
        SHA256.HashData(subject, parts[TreeHash.Length..]);
        entry[0] = Version;
        SHA256.HashData(parts, entry[1..Length]);
    }
}

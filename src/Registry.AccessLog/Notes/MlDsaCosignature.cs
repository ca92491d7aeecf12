using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// C2SP tlog-cosignature with ML-DSA-44 (0x06): safe against quantum computers, says when, and names cosigner, log, size and root. Extension lines of a
/// checkpoint are not covered. Where the platform has no ML-DSA (OpenSSL before 3.5) such a key is refused in clear words, never passed over.
/// </summary>
internal static class MlDsaCosignature
{
    internal const int KeyLength = 1312;
    internal const int SignatureLength = 2420;

    private const int MaxName = 255;

    /// <summary>True where this machine can check such a signature.</summary>
    internal static bool IsSupported => MLDsa.IsSupported;

    /// <exception cref="FormatException">Not a key of this type, or the platform cannot check it.</exception>
    internal static void Demand(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != KeyLength)
            throw new FormatException("key: expected type 0x06 with 1312 bytes.");
        if (!IsSupported)
            throw new FormatException("key: type 0x06 (ML-DSA-44) cannot be checked on this machine: it needs OpenSSL 3.5 or newer.");
    }

    /// <summary>The bytes that are signed: a <c>cosigned_message</c> over the whole tree.</summary>
    /// <param name="cosigner">Name of the key.</param>
    /// <param name="unixSeconds">When.</param>
    /// <param name="text">A checkpoint.</param>
    /// <exception cref="FormatException">Not a checkpoint, or a name is longer than 255 bytes.</exception>
    internal static byte[] Message(string cosigner, ulong unixSeconds, ReadOnlySpan<byte> text)
    {
        var checkpoint = Checkpoint.Parse(System.Text.Encoding.UTF8.GetString(text));
        return
        [
            .. "subtree/v1\n\0"u8, .. Name(cosigner), .. Number(unixSeconds), .. Name(checkpoint.Origin), .. Number(0), .. Number((ulong)checkpoint.Head.Size),
            .. Convert.FromBase64String(checkpoint.Head.Root.ToBase64()),
        ];
    }

    internal static bool Verify(string cosigner, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != sizeof(ulong) + SignatureLength)
            return false;
        try
        {
            using var key = MLDsa.ImportMLDsaPublicKey(MLDsaAlgorithm.MLDsa44, publicKey.ToArray());
            return key.VerifyData(Message(cosigner, BinaryPrimitives.ReadUInt64BigEndian(signature), text), signature[sizeof(ulong)..].ToArray());
        }
        catch (Exception none) when (none is FormatException or CryptographicException)
        {
            return false;
        }
    }

    internal static byte[] Sign(MLDsa key, string cosigner, ulong unixSeconds, ReadOnlySpan<byte> text) =>
        [.. Number(unixSeconds), .. key.SignData(Message(cosigner, unixSeconds, text))];

    private static byte[] Name(string name) =>
        StrictText.Bytes(name) is { Length: >= 1 and <= MaxName } bytes ? [(byte)bytes.Length, .. bytes] : throw new FormatException("cosignature: a name is longer than 255 bytes.");

    private static byte[] Number(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}

using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>The ECDSA half of signed notes: P-256 with SHA-256, DER signatures.</summary>
internal static class EcdsaP256
{
    private const int PointLength = 64;

    /// <summary>
    /// SubjectPublicKeyInfo of an uncompressed point on the named curve P-256, up to the point itself. The key id hashes these bytes, so
    /// other encodings of the same key (compressed, explicit parameters) are refused; so are other curves.
    /// </summary>
    private static ReadOnlySpan<byte> Header =>
        [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04];

    /// <exception cref="FormatException">Not a SubjectPublicKeyInfo of a key on P-256.</exception>
    internal static ECDsa Import(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        const string expected = "key: expected a P-256 public key in DER.";
        if (subjectPublicKeyInfo.Length != Header.Length + PointLength || !subjectPublicKeyInfo.StartsWith(Header))
            throw new FormatException(expected);
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return key;
        }
        catch (CryptographicException e)
        {
            key.Dispose();
            throw new FormatException(expected, e);
        }
    }

    internal static bool Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var key = Import(subjectPublicKeyInfo);
        try
        {
            return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

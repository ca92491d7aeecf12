using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>The ECDSA half of signed notes: P-256 with SHA-256, DER signatures.</summary>
internal static class EcdsaP256
{
    private const string CurveOid = "1.2.840.10045.3.1.7";

    /// <exception cref="FormatException">Not a SubjectPublicKeyInfo of a key on P-256.</exception>
    internal static ECDsa Import(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            if (read == subjectPublicKeyInfo.Length && key.ExportParameters(false).Curve.Oid.Value == CurveOid)
                return key;
        }
        catch (CryptographicException)
        {
            // One answer for every way in which it is not such a key.
        }
        key.Dispose();
        throw new FormatException("key: expected a P-256 public key in DER.");
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

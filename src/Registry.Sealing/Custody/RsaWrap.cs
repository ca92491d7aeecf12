using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>RSA-OAEP-256 of a 32-byte key, with the one error.</summary>
internal static class RsaWrap
{
    internal static byte[] Wrap(ReadOnlySpan<byte> publicKey, Secret key)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        Span<byte> raw = stackalloc byte[Secret.Size];
        try
        {
            key.CopyTo(raw);
            return rsa.Encrypt(raw, RSAEncryptionPadding.OaepSHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    /// <exception cref="OpenFailedException">Not wrapped under this key, or not 32 bytes.</exception>
    internal static byte[] Unwrap(RSA rsa, ReadOnlySpan<byte> wrapped)
    {
        byte[] key;
        try
        {
            key = rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw new OpenFailedException();
        }

        if (key.Length == Secret.Size)
            return key;
        CryptographicOperations.ZeroMemory(key);
        throw new OpenFailedException();
    }
}

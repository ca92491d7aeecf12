using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// AES-256-GCM with a random 96-bit nonce and a 128-bit tag, laid out as <c>nonce(12) || ciphertext || tag(16)</c>.
/// </summary>
/// <remarks>
/// SP 800-38D allows 2^32 messages under one key with random nonces. Keys are one per person and class, per subject's facts, per
/// record part; the only keys with more traffic are those of the index and of requests, far below it too.
/// </remarks>
internal static class Aead
{
    internal const int NonceSize = 12;
    internal const int TagSize = 16;
    internal const int Overhead = NonceSize + TagSize;

    /// <summary>Writes the sealed bytes to <paramref name="target"/>, which has <see cref="Overhead"/> more than the plaintext.</summary>
    internal static void Seal(Secret key, FillRandom random, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext, Span<byte> target)
    {
        Span<byte> raw = stackalloc byte[Secret.Size];
        try
        {
            key.CopyTo(raw);
            using var aes = new AesGcm(raw, TagSize);
            var nonce = target[..NonceSize];
            random(nonce);
            aes.Encrypt(nonce, plaintext, target.Slice(NonceSize, plaintext.Length), target[(NonceSize + plaintext.Length)..], associated);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    /// <summary>The plaintext, or null for anything that does not open. The caller zeroes it.</summary>
    internal static byte[]? Open(Secret key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < Overhead)
            return null;
        Span<byte> raw = stackalloc byte[Secret.Size];
        var plaintext = new byte[sealedBytes.Length - Overhead];
        try
        {
            key.CopyTo(raw);
            using var aes = new AesGcm(raw, TagSize);
            aes.Decrypt(sealedBytes[..NonceSize], sealedBytes[NonceSize..^TagSize], sealedBytes[^TagSize..], plaintext, associated);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }
}

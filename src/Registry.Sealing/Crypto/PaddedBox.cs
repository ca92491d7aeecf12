using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>What is stored of a sealed value: <c>header || nonce(12) || ciphertext || tag(16)</c> over the padded plaintext. The header is the caller's, and its to authenticate.</summary>
internal static class PaddedBox
{
    internal static byte[] Seal(Padding padding, Secret key, FillRandom random, Framed associated, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext)
    {
        var padded = padding.Pad(plaintext);
        try
        {
            var target = new byte[header.Length + Aead.Overhead + padded.Length];
            header.CopyTo(target);
            Aead.Seal(key, random, associated.Bytes, padded, target.AsSpan(header.Length));
            return target;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <summary>The plaintext of what follows the header; the caller zeroes it.</summary>
    /// <exception cref="OpenFailedException">For every failure, without the reason.</exception>
    internal static byte[] Open(Padding padding, Secret key, Framed associated, ReadOnlySpan<byte> box) =>
        padding.Unpad(Aead.Open(key, associated.Bytes, box) ?? throw new OpenFailedException()) ?? throw new OpenFailedException();
}

using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>AES-KWP (RFC 5649) of a 32-byte key: 40 bytes.</summary>
internal static class KeyWrap
{
    internal const int WrappedSize = Secret.Size + 8;

    internal static byte[] Wrap(Secret wrapping, Secret key)
    {
        Span<byte> raw = stackalloc byte[Secret.Size];
        try
        {
            key.CopyTo(raw);
            using var aes = Cipher(wrapping);
            return aes.EncryptKeyWrapPadded(raw);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    /// <exception cref="OpenFailedException">Not wrapped under this key, or not a key of 32 bytes.</exception>
    internal static Secret Unwrap(Secret wrapping, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != WrappedSize)
            throw new OpenFailedException();
        Span<byte> raw = stackalloc byte[Secret.Size];
        try
        {
            using var aes = Cipher(wrapping);
            if (!aes.TryDecryptKeyWrapPadded(wrapped, raw, out var written) || written != Secret.Size)
                throw new OpenFailedException();
            return Secret.CopyOf(raw);
        }
        catch (CryptographicException)
        {
            throw new OpenFailedException();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    private static Aes Cipher(Secret key)
    {
        Span<byte> raw = stackalloc byte[Secret.Size];
        var aes = Aes.Create();
        try
        {
            key.CopyTo(raw);
            aes.SetKey(raw);
            return aes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }
}

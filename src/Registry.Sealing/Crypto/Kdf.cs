using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>HKDF-SHA256 (RFC 5869, empty salt) and HMAC-SHA-256, both from a <see cref="Secret"/>.</summary>
internal static class Kdf
{
    /// <summary>Info is <c>label || u32 length || context</c>.</summary>
    internal static Secret Derive(Secret key, string label, ReadOnlySpan<byte> context)
    {
        Span<byte> output = stackalloc byte[Secret.Size];
        try
        {
            Derive(key, label, context, output);
            return Secret.CopyOf(output);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
        }
    }

    internal static void Derive(Secret key, string label, ReadOnlySpan<byte> context, Span<byte> output)
    {
        Span<byte> input = stackalloc byte[Secret.Size];
        try
        {
            key.CopyTo(input);
            HKDF.DeriveKey(HashAlgorithmName.SHA256, input, output, salt: [], Info(label, context));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
        }
    }

    /// <summary>32 bytes that commit to a key and its id: whoever swaps two wrapped keys is found at unwrap.</summary>
    internal static byte[] Commit(Secret key, string label, ReadOnlySpan<byte> id)
    {
        var commitment = new byte[32];
        Derive(key, label, id, commitment);
        return commitment;
    }

    internal static byte[] Mac(Secret key, Framed message)
    {
        Span<byte> input = stackalloc byte[Secret.Size];
        try
        {
            key.CopyTo(input);
            return HMACSHA256.HashData(input, message.Bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
        }
    }

    internal static byte[] Info(string label, ReadOnlySpan<byte> context)
    {
        var name = Labels.StrictUtf8.GetBytes(label);
        var info = new byte[name.Length + 4 + context.Length];
        name.CopyTo(info, 0);
        BinaryPrimitives.WriteUInt32BigEndian(info.AsSpan(name.Length), (uint)context.Length);
        context.CopyTo(info.AsSpan(name.Length + 4));
        return info;
    }
}

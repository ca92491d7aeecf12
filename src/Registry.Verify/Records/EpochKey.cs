using System.Security.Cryptography;

namespace Registry.Verify.Records;

/// <summary>One audit epoch key: the keys of all record parts of its hour are derived from it.</summary>
/// <remarks>Safe for several threads. Whoever holds it reads every line of its hour; it never leaves the inspectorate, a part key may.</remarks>
internal sealed class EpochKey : IDisposable
{
    private readonly Guid epoch;
    private readonly byte[] extracted = new byte[PartBox.KeySize];

    /// <param name="epoch">Id of the epoch.</param>
    /// <param name="key">32 bytes; zeroed.</param>
    internal EpochKey(Guid epoch, byte[] key)
    {
        this.epoch = epoch;
        Hkdf.Extract(key, extracted);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The key of one part of one record, 32 bytes. It says nothing of any other.</summary>
    internal byte[] PartKey(Guid recordId, Part part)
    {
        var key = new byte[PartBox.KeySize];
        Derive(recordId, part, key);
        return key;
    }

    /// <summary>The plaintext, or null when the part is another record's, another part's, another epoch's or was changed.</summary>
    internal byte[]? Open(Guid recordId, Part part, ReadOnlySpan<byte> stored)
    {
        if (PartBox.EpochOf(stored) != epoch)
            return null;
        Span<byte> key = stackalloc byte[PartBox.KeySize];
        try
        {
            Derive(recordId, part, key);
            return PartBox.Open(key, recordId, part, stored);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(extracted);

    private void Derive(Guid recordId, Part part, Span<byte> key)
    {
        Span<byte> context = stackalloc byte[17];
        PartBox.Context(recordId, part, context);
        Hkdf.Expand(extracted, "registry/v1/record-part-key\0"u8, context, key);
    }
}

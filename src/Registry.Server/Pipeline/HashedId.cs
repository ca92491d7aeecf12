namespace Registry.Server.Pipeline;

/// <summary>Ids that follow from what they are of (RFC 9562).</summary>
internal static class HashedId
{
    /// <summary>Of a keyed hash: looks like any random id, and only who has the key can tell.</summary>
    public static Guid LikeRandom(ReadOnlySpan<byte> keyed) => Of(keyed, version: 4);

    /// <summary>Of a hash without a key: version 8 says that anybody who knows the input can make it.</summary>
    public static Guid Open(ReadOnlySpan<byte> hash) => Of(hash, version: 8);

    private static Guid Of(ReadOnlySpan<byte> hash, int version)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

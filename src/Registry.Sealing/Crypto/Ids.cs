namespace Registry.Sealing;

internal static class Ids
{
    /// <summary>The 16 bytes in the order in which the id is written, as PostgreSQL stores a uuid.</summary>
    internal static byte[] Bytes(this Guid id) => id.ToByteArray(bigEndian: true);

    internal static void RequireNonEmpty(Guid id, string name)
    {
        if (id == Guid.Empty)
            throw new ArgumentException($"{name}: an id is expected.", name);
    }
}

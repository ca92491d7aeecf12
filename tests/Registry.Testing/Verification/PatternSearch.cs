using System.Buffers.Binary;

namespace Registry.Testing.Verification;

/// <summary>Looks for many byte patterns in one pass: a table over four bytes rules out nearly every position.</summary>
internal sealed class PatternSearch
{
    private const int Prefix = 4;
    private readonly bool[] possible = new bool[1 << 16];
    private readonly Dictionary<uint, List<(string Name, byte[] Bytes)>> byPrefix = [];

    public PatternSearch(IEnumerable<(string Name, byte[] Bytes)> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Bytes.Length < 8)
                throw new ArgumentException($"{pattern.Name} is too short to be told from chance.", nameof(patterns));
            var prefix = BinaryPrimitives.ReadUInt32LittleEndian(pattern.Bytes);
            possible[Slot(prefix)] = true;
            if (!byPrefix.TryGetValue(prefix, out var list))
                byPrefix[prefix] = list = [];
            list.Add(pattern);
        }
    }

    /// <summary>Names of the patterns that are there, with the first offset of each.</summary>
    public IEnumerable<string> Find(byte[] bytes)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at + Prefix <= bytes.Length; at++)
        {
            var prefix = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            if (!possible[Slot(prefix)] || !byPrefix.TryGetValue(prefix, out var list))
                continue;
            foreach (var (name, pattern) in list)
            {
                if (bytes.AsSpan(at).StartsWith(pattern))
                    found.TryAdd(name, at);
            }
        }

        return found.Select(one => $"{one.Key} at byte {one.Value}");
    }

    private static int Slot(uint prefix) => (int)((prefix * 2654435761u) >> 16);
}

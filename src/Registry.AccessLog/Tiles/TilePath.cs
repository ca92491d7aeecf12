using System.Globalization;

namespace Registry.AccessLog;

/// <summary>What a file of tiles holds.</summary>
public enum TileKind
{
    /// <summary>Hashes of one level of the tree.</summary>
    Hashes,

    /// <summary>The entries themselves (tlog-tiles entry bundle).</summary>
    Entries,

    /// <summary>Our encrypted records, cut like the entries.</summary>
    Records,
}

/// <summary>The name of one tile file (C2SP tlog-tiles), relative, with forward slashes.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Level">0 to 63 for hashes, else 0.</param>
/// <param name="Index">Number of the tile on its level.</param>
/// <param name="Width">256 for a full tile, 1 to 255 for a partial one.</param>
public readonly record struct TilePath(TileKind Kind, int Level, long Index, int Width)
{
    /// <summary>Hashes, entries or records in a full file.</summary>
    public const int FullWidth = 256;

    private const int MaxLevel = 63;
    private const string EntriesPrefix = "tile/entries/";
    private const string RecordsPrefix = "records/";
    private const string HashesPrefix = "tile/";

    /// <summary>The full tile of the same number.</summary>
    public TilePath Full => this with { Width = FullWidth };

    /// <summary>True unless the tile is full.</summary>
    public bool IsPartial => Width != FullWidth;

    /// <summary>Width of tile <paramref name="index"/> on a level of a tree of this size; 0 if the tree has no such tile.</summary>
    public static int WidthAt(long size, int level, long index)
    {
        var onLevel = level > 7 ? 0 : size >> (8 * level);
        var before = index >= onLevel / FullWidth + 1 ? onLevel : index * FullWidth;
        return (int)Math.Min(FullWidth, onLevel - before);
    }

    /// <summary>Every tile that a tree of this size consists of, level by level, left to right.</summary>
    public static IEnumerable<TilePath> AllOf(long size, TileKind kind)
    {
        for (var level = 0; level == 0 || (kind == TileKind.Hashes && size >> (8 * level) > 0); level++)
            for (long index = 0; WidthAt(size, level, index) is > 0 and var width; index++)
                yield return new TilePath(kind, level, index, width);
    }

    /// <summary>Reads a path in its one spelling.</summary>
    public static bool TryParse(string text, out TilePath path)
    {
        path = default;
        var (kind, rest) = text.StartsWith(EntriesPrefix, StringComparison.Ordinal) ? (TileKind.Entries, text[EntriesPrefix.Length..])
            : text.StartsWith(RecordsPrefix, StringComparison.Ordinal) ? (TileKind.Records, text[RecordsPrefix.Length..])
            : text.StartsWith(HashesPrefix, StringComparison.Ordinal) ? (TileKind.Hashes, text[HashesPrefix.Length..])
            : (default, "");
        var groups = new Queue<string>(rest.Split('/'));

        var level = 0;
        if (kind == TileKind.Hashes && (!int.TryParse(groups.Dequeue(), NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > MaxLevel))
            return false;
        var width = FullWidth;
        long index = 0;
        for (var last = false; !last;)
        {
            if (groups.Count == 0)
                return false;
            var group = groups.Dequeue();
            last = !group.StartsWith('x');
            if (group.EndsWith(".p", StringComparison.Ordinal) && (groups.Count != 1
                || !int.TryParse(groups.Dequeue(), NumberStyles.None, CultureInfo.InvariantCulture, out width)))
                return false;
            var digits = group.Replace(".p", "", StringComparison.Ordinal).TrimStart('x');
            if (digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                || index > (long.MaxValue >> 8) / 1000)
                return false;
            index = index * 1000 + value;
        }
        path = new TilePath(kind, level, index, width);
        // Whatever was read leniently above (leading zeros, doubled marks, width 0 or 256) does not print as it was written.
        return groups.Count == 0 && width is > 0 and <= FullWidth && path.ToString() == text;
    }

    /// <summary>The path, for example <c>tile/0/x001/x234/067.p/8</c>.</summary>
    public override string ToString()
    {
        var number = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            number = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{number}");
        var prefix = Kind switch
        {
            TileKind.Entries => EntriesPrefix,
            TileKind.Records => RecordsPrefix,
            _ => string.Create(CultureInfo.InvariantCulture, $"{HashesPrefix}{Level}/"),
        };
        return IsPartial ? string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}.p/{Width}") : prefix + number;
    }
}

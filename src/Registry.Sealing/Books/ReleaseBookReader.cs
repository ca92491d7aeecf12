using System.Globalization;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>Reads a book of releases and believes nothing in it that its key does not vouch for.</summary>
public static class ReleaseBookReader
{
    private const string Suffix = ".book";

    /// <summary>Every entry in order.</summary>
    /// <param name="folder">Folder of the book.</param>
    /// <param name="key">The service key <see cref="ServiceKeyName.ReleaseBook"/>.</param>
    /// <exception cref="FormatException">An entry is damaged, missing or not ours; the message names it.</exception>
    public static IEnumerable<BookEntry> Read(string folder, ServiceKey key) => Walk(folder, key).Select(one => one.Entry);

    internal static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Suffix;

    internal static IReadOnlyList<string> Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Suffix).Where(file => new FileInfo(file).Length >= ReleaseBook.Stored).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Entries with their MACs. From a number on it begins with the file that holds it, whose first entry is then taken on trust.</summary>
    internal static IEnumerable<(BookEntry Entry, byte[] Mac)> Walk(string folder, ServiceKey key, long from = 0)
    {
        var files = Files(folder);
        var first = files.Count - 1;
        while (from > 0 && first > 0 && FirstNumber(files[first]) > from)
            first--;
        byte[]? previous = from > 0 && first > 0 ? null : new byte[32];
        var number = previous is null ? FirstNumber(files[first]) : 0;
        foreach (var file in files.Skip(previous is null ? first : 0))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var stored = new byte[ReleaseBook.Stored];
            while (stream.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) == stored.Length)
            {
                var mac = stored[BookEntry.Length..];
                if (previous is not null && !IsMac(key, stored, previous))
                    throw Damaged(file, number);
                var entry = BookEntry.Parse(stored);
                if (entry.Number != number)
                    throw Damaged(file, number);
                yield return (entry, mac);
                previous = mac;
                number++;
            }
        }
    }

    /// <summary>Number of the first entry of a file that <see cref="Files"/> named.</summary>
    internal static long FirstNumber(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var stored = new byte[BookEntry.Length];
        stream.ReadExactly(stored);
        return BookEntry.Parse(stored).Number;
    }

    private static bool IsMac(ServiceKey key, ReadOnlySpan<byte> stored, byte[] previous) => CryptographicOperations.FixedTimeEquals(
        ReleaseBook.MacOf(key, stored[..BookEntry.Length], previous), stored[BookEntry.Length..]);

    private static FormatException Damaged(string file, long number) =>
        new($"the book of releases: entry {number} in {Path.GetFileName(file)} was changed, moved or taken out");
}

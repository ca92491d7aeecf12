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

    /// <summary>Entries with their MACs, from a number on. What stands before that number is taken on trust; from 0 on nothing is.</summary>
    internal static IEnumerable<(BookEntry Entry, byte[] Mac)> Walk(string folder, ServiceKey key, long from = 0)
    {
        var files = Files(folder);
        var first = Math.Max(0, files.Count - 1);
        while (first > 0 && FirstNumber(files[first]) > from)
            first--;
        var number = from == 0 || files.Count == 0 ? 0 : FirstNumber(files[first]);
        var previous = from == 0 ? new byte[32] : null;
        var stored = new byte[ReleaseBook.Stored];
        foreach (var file in files.Skip(first))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (number < from)
            {
                // The entry before the first one wanted, for its MAC.
                stream.Seek((from - 1 - number) * ReleaseBook.Stored, SeekOrigin.Begin);
                if (stream.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length)
                    yield break;
                (previous, number) = (stored[BookEntry.Length..], from);
            }

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

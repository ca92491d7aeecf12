using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>A line of the log that says which epochs were shredded and why; anybody can read it.</summary>
/// <param name="Index">Index of its entry.</param>
/// <param name="Policy">Id of the written policy.</param>
/// <param name="PolicyHash">SHA-256 of the policy's text in the line, hex.</param>
/// <param name="Epochs">What it shredded.</param>
/// <param name="Lines">How many lines it says that these are.</param>
internal sealed record ErasureLine(long Index, string Policy, string PolicyHash, IReadOnlyList<Guid> Epochs, long Lines)
{
    internal string Words => LineOutput.Printable(FormattableString.Invariant($"shredded under policy {Policy} (sha256 {PolicyHash}) at index {Index}"));
}

/// <summary>
/// The erasures of an export. What the file says is believed only as far as the log's own lines say it: each must stand in the tree at its index
/// and open with the key that lies beside it. A key that is gone without such a line is damage, as it always was.
/// </summary>
internal sealed class Erasures
{
    private const string FileName = "erasures";
    private const int MaxLine = 256;

    private readonly Dictionary<Guid, ErasureLine> byEpoch = [];

    private Erasures(IReadOnlyList<ErasureLine> lines) => Lines = lines;

    internal IReadOnlyList<ErasureLine> Lines { get; }

    /// <param name="directory">An export whose log was verified, with its records.</param>
    /// <param name="size">Size of that log.</param>
    /// <param name="policies">SHA-256 of the policies that the reader accepts, hex; empty for any, which are then named.</param>
    /// <exception cref="FormatException">The file, or a line that it names, is not what it should be.</exception>
    internal static Erasures Read(string directory, long size, IReadOnlySet<string> policies)
    {
        var lines = new List<ErasureLine>();
        if (Path.Combine(directory, FileName) is var path && File.Exists(path))
        {
            var tiles = new TileDirectory(directory);
            foreach (var line in InputFiles.Lines(path, MaxLine))
                lines.Add(Open(tiles, line, size));
        }

        var erasures = new Erasures(lines);
        foreach (var line in lines.Where(line => policies.Count == 0 || policies.Contains(line.PolicyHash)))
            foreach (var epoch in line.Epochs)
                erasures.byEpoch.TryAdd(epoch, line);
        return erasures;
    }

    /// <summary>The erasure that shredded a record, or null. No line can shred what is written after it.</summary>
    internal ErasureLine? Of(Guid epoch, long index) => byEpoch.TryGetValue(epoch, out var line) && index < line.Index ? line : null;

    private static ErasureLine Open(TileDirectory tiles, string line, long size)
    {
        var key = new byte[PartBox.KeySize];
        if (line.Split(' ') is not [var at, var text, var base64]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !Guid.TryParseExact(text, "D", out var id)
            || !Convert.TryFromBase64String(base64, key, out var length) || length != PartBox.KeySize)
            throw new FormatException($"The file '{FileName}' is damaged: expected lines of an index, an id and base64.");
        if (index >= size)
            throw new FormatException($"The file '{FileName}' names entry {index}, and the log has {size}.");
        var bundle = index / TilePath.FullWidth;
        var record = tiles.Records(new TilePath(TileKind.Records, 0, bundle, TilePath.WidthAt(size, 0, bundle)))[(int)(index % TilePath.FullWidth)];
        if (record.Id != id || PartBox.Open(key, id, Part.Actor, record.Actor.Span) is not { } opened)
            throw new FormatException($"The file '{FileName}' says that entry {index} is an erasure, and the entry does not open as one.");
        return Said(index, OpenLine.ActorOf(opened).Said);
    }

    private static ErasureLine Said(long index, JsonElement said)
    {
        try
        {
            var erased = said.GetProperty("erased");
            var (policy, hash) = (erased.GetProperty("policy").GetString()!, erased.GetProperty("policy_hash").GetString()!);
            var words = Encoding.UTF8.GetBytes(erased.GetProperty("policy_text").GetString()!);
            if (said.GetProperty("kind").GetString() != "erasure" || Convert.ToHexStringLower(SHA256.HashData(words)) != hash)
                throw new FormatException($"Entry {index} is no erasure, or its policy is not the one that it names.");
            return new ErasureLine(index, policy, hash, [.. erased.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetGuid())], erased.GetProperty("lines").GetInt64());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new FormatException($"Entry {index} is no erasure.", e);
        }
    }
}

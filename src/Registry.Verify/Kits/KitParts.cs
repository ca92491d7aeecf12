using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;

namespace Registry.Verify.Kits;

/// <summary>
/// The frame of a kit: named parts, each with its length and hash, and a hash of the whole. The hashes name what was damaged; they prove nothing, whoever
/// changes a part can write a new hash. The form is in FORMAT.md, section 3.
/// </summary>
internal static class KitParts
{
    /// <summary>Largest kit that is read.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    private const string Header = "registry kit v1";
    private const string End = "end ";
    private const string Label = "part ";

    /// <summary>The file.</summary>
    internal static byte[] Write(IEnumerable<(string Name, string Text)> parts)
    {
        using var file = new MemoryStream();
        Append(Header + "\n");
        foreach (var (name, text) in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(string.Create(CultureInfo.InvariantCulture, $"{Label}{name} {bytes.Length} {Hash(bytes)}\n"));
            file.Write(bytes);
            Append("\n");
        }

        Append(End + Hash(file.ToArray()) + "\n");
        return file.ToArray();

        void Append(string text) => file.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The parts, in the order of the file.</summary>
    /// <exception cref="UnusableException">Not a kit.</exception>
    /// <exception cref="VerificationFailedException">A kit that was damaged; names the part.</exception>
    internal static (string Name, string Text)[] Read(ReadOnlyMemory<byte> file)
    {
        if (!file.Span.StartsWith(Encoding.UTF8.GetBytes(Header + "\n")))
            throw new UnusableException($"The file is no kit of this version: its first line is not '{Header}'.");
        var parts = new List<(string, string)>();
        var (rest, before) = (file[(Header.Length + 1)..], "its first line");
        while (true)
        {
            var at = file.Length - rest.Length;
            var line = Line(ref rest, before);
            if (line.StartsWith(End, StringComparison.Ordinal))
            {
                // Damage inside a part was named already: what is left is the frame itself.
                if (line[End.Length..] != Hash(file.Span[..at]) || !rest.IsEmpty)
                    throw new VerificationFailedException("The kit was changed: its last line does not fit what stands before it, or something stands behind it.");
                return [.. parts];
            }

            if (line.Split(' ') is not ["part", var name, var digits, var hash] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length >= rest.Length)
                throw new VerificationFailedException($"The kit was changed: the line behind {before} is damaged.");
            var bytes = rest[..length];
            if (Hash(bytes.Span) != hash || rest.Span[length] != '\n')
                throw new VerificationFailedException($"The kit was changed: its part '{Records.LineOutput.Printable(name)}' is not the one that was written.");
            parts.Add((name, Encoding.UTF8.GetString(bytes.Span)));
            (rest, before) = (rest[(length + 1)..], $"its part '{name}'");
        }
    }

    private static string Line(ref ReadOnlyMemory<byte> rest, string before)
    {
        const int longest = 200;
        var end = rest.Span[..Math.Min(longest, rest.Length)].IndexOf((byte)'\n');
        if (end < 0)
            throw new VerificationFailedException($"The kit was changed: it breaks off behind {before}, or the line there is damaged.");
        var line = Encoding.UTF8.GetString(rest.Span[..end]);
        rest = rest[(end + 1)..];
        return line;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

using System.Globalization;
using System.Text;

namespace Registry.AccessLog;

/// <summary>One line of a receipt file.</summary>
/// <param name="KeptAt">UTC, by the clock of whoever kept it.</param>
/// <param name="Label">What the keeper calls it, for example the method; <c>-</c> for nothing.</param>
/// <param name="Receipt">Not yet verified.</param>
public sealed record KeptReceipt(DateTimeOffset KeptAt, string Label, SignedReceipt Receipt)
{
    private const int MaxLabel = 100;

    /// <summary>Reads a line without its newline.</summary>
    /// <exception cref="FormatException">Not a line of a receipt file.</exception>
    internal static KeptReceipt Parse(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length != 3 || !IsLabel(fields[1]))
            throw new FormatException("receipt file: expected a line of time, label and receipt.");
        var seconds = StrictText.Number(fields[0], "receipt file: time");
        if (seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            throw new FormatException("receipt file: time: expected seconds since 1970.");
        return new KeptReceipt(DateTimeOffset.FromUnixTimeSeconds(seconds), fields[1], SignedReceipt.Parse(StrictText.Base64(fields[2], "receipt file: receipt")));
    }

    internal string ToLine() => IsLabel(Label)
        ? string.Create(CultureInfo.InvariantCulture, $"{KeptAt.ToUnixTimeSeconds()} {Label} {Convert.ToBase64String(Receipt.ToBytes())}\n")
        : throw new FormatException($"receipt file: label: expected 1 to {MaxLabel} printable ASCII characters without space.");

    private static bool IsLabel(string label) => label.Length is > 0 and <= MaxLabel && label.All(c => c is > ' ' and < (char)0x7F);
}

/// <summary>The append-only file in which a caller keeps its receipts; FORMAT.md draws it. A line that a crash tore is passed over.</summary>
public static class ReceiptFile
{
    internal const string Title = "registry receipts v1";

    private const int MaxLine = 4096;

    /// <summary>Receipts in the order of the file, one at a time.</summary>
    /// <exception cref="FormatException">Not a receipt file; names the line.</exception>
    public static IEnumerable<KeptReceipt> Read(Stream stream)
    {
        long number = 0;
        foreach (var (line, _) in Lines(stream))
        {
            number++;
            KeptReceipt kept;
            try
            {
                if (number == 1)
                {
                    if (line != Title)
                        throw new FormatException($"receipt file: expected the first line '{Title}'.");
                    continue;
                }

                kept = KeptReceipt.Parse(line);
            }
            catch (FormatException e)
            {
                throw new FormatException($"Line {number}: {e.Message}", e);
            }

            yield return kept;
        }

        // Of any other text without a newline nobody may hear that all of its receipts are kept.
        if (number == 0)
            throw new FormatException($"receipt file: expected the first line '{Title}'.");
    }

    /// <summary>Whole lines without their newline, each with the offset behind it.</summary>
    internal static IEnumerable<(string Line, long End)> Lines(Stream stream)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        var line = new StringBuilder();
        long end = 0;
        for (var b = buffered.ReadByte(); b >= 0; b = buffered.ReadByte())
        {
            end++;
            if (b == '\n')
            {
                yield return (line.ToString(), end);
                line.Clear();
                continue;
            }

            if (b is < 0x20 or > 0x7E || line.Length == MaxLine)
                throw new FormatException("receipt file: expected lines of printable ASCII.");
            line.Append((char)b);
        }
    }
}

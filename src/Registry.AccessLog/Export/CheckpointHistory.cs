using System.Globalization;
using System.Text;

namespace Registry.AccessLog;

/// <summary>
/// The file <c>checkpoints</c>: one signed note after the other, each behind a line <c>checkpoint N\n</c> with its length in bytes.
/// </summary>
internal static class CheckpointHistory
{
    private const string Label = "checkpoint ";
    private const int MaxHeadLine = 32;

    internal static byte[] Frame(SignedNote note)
    {
        var bytes = note.ToBytes();
        return [.. StrictText.Bytes(string.Create(CultureInfo.InvariantCulture, $"{Label}{bytes.Length}\n")), .. bytes];
    }

    /// <summary>Reads note by note; <c>End</c> is the offset behind it.</summary>
    /// <exception cref="FormatException">The file is not of this form.</exception>
    /// <exception cref="EndOfStreamException">The file breaks off in the middle of a note.</exception>
    internal static IEnumerable<(SignedNote Note, long End)> Read(Stream stream)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        long end = 0;
        while (HeadLine(buffered) is { } line)
        {
            var length = line.StartsWith(Label, StringComparison.Ordinal) ? StrictText.Number(line[Label.Length..], "checkpoints") : -1;
            if (length is < 0 or > SignedNote.MaxBytes)
                throw new FormatException("checkpoints: expected a line 'checkpoint' with a length.");
            var bytes = new byte[length];
            if (buffered.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new EndOfStreamException("checkpoints: ends in the middle of a checkpoint.");
            end += line.Length + 1 + length;
            yield return (SignedNote.Parse(bytes), end);
        }
    }

    private static string? HeadLine(BufferedStream stream)
    {
        var line = new StringBuilder();
        for (var b = stream.ReadByte(); b != '\n'; b = stream.ReadByte())
        {
            if (b < 0 && line.Length == 0)
                return null;
            if (b < 0)
                throw new EndOfStreamException("checkpoints: ends in the middle of a line.");
            if (b is < 0x20 or > 0x7E || line.Length == MaxHeadLine)
                throw new FormatException("checkpoints: expected a line 'checkpoint' with a length.");
            line.Append((char)b);
        }
        return line.ToString();
    }
}

using System.Text;

namespace Registry.Verify.Exports;

/// <summary>Lines of a text file, none longer than the cap: a file without line ends must not fill the memory.</summary>
internal sealed class BoundedLines(TextReader reader, int most)
{
    private readonly char[] buffer = new char[1 << 16];
    private readonly StringBuilder line = new();
    private int at, filled;

    /// <summary>The next line without its end, or null after the last. A last line without end counts.</summary>
    /// <exception cref="FormatException">A line is longer than the cap.</exception>
    internal async Task<string?> Next(CancellationToken cancel)
    {
        while (true)
        {
            if (at == filled)
            {
                (at, filled) = (0, await reader.ReadAsync(buffer, cancel));
                if (filled == 0)
                    return line.Length == 0 ? null : Taken();
            }

            var end = buffer.AsSpan(at, filled - at).IndexOf('\n');
            var length = end < 0 ? filled - at : end;
            if (line.Length + length > most)
                throw new FormatException("A line of the file is longer than any line of an export.");
            line.Append(buffer, at, length);
            at += end < 0 ? length : length + 1;
            if (end >= 0)
                return Taken();
        }
    }

    private string Taken()
    {
        var taken = line.ToString();
        line.Clear();
        return taken;
    }
}

namespace Registry.Tool.Demo;

/// <summary>Plain text in lines of at most 120 columns. No colours and no cursor: the same on a screen, in a file and on paper.</summary>
internal sealed class Paper(TextWriter output)
{
    public const int Width = 120;

    public void Blank() => output.WriteLine();

    public void Heading(string text, char rule) => output.WriteLine(Fit($"{rule}{rule} {text} ".PadRight(Width, rule)));

    public void Rule(char rule) => output.WriteLine(new string(rule, Width));

    /// <summary>A paragraph.</summary>
    public void Text(string text, int indent = 0)
    {
        foreach (var line in Wrap(text, Width - indent))
            output.WriteLine(new string(' ', indent) + line);
    }

    /// <summary>A label and what belongs to it, the further lines under the first.</summary>
    public void Entry(string label, string text)
    {
        const int column = 26;
        var first = true;
        foreach (var line in Wrap(text, Width - column))
        {
            output.WriteLine((first ? "  " + label : "").PadRight(column) + line);
            first = false;
        }
    }

    /// <summary>A row of a table: each cell wrapped into its column.</summary>
    public void Row(params IReadOnlyList<(string Cell, int Width)> cells)
    {
        var columns = cells.Select(cell => Wrap(cell.Cell, cell.Width).ToList()).ToList();
        for (var line = 0; line < columns.Max(column => column.Count); line++)
            output.WriteLine(string.Join(' ', columns.Select((column, at) => (line < column.Count ? column[line] : "").PadRight(cells[at].Width))).TrimEnd());
    }

    /// <summary>Breaks at blanks; a word longer than a line is cut.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ').SelectMany(word => word.Length <= width ? [word] : word.Chunk(width).Select(part => new string(part))))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = word;
                }
                else
                {
                    line = line.Length == 0 ? word : line + " " + word;
                }
            }

            yield return line.TrimEnd();
        }
    }

    private static string Fit(string line) => line.Length <= Width ? line : line[..Width];
}

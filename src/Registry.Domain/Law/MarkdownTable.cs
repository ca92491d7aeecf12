namespace Registry.Domain.Law;

/// <summary>
/// A strict reader for the one table of a Markdown file. A lawyer edits these files, so what is off is named by file and line,
/// and reading goes on: all gaps are told at once.
/// </summary>
internal static class MarkdownTable
{
    /// <summary>The rows of the file's only table; cells are trimmed, code marks taken off.</summary>
    /// <remarks>A file that was cut off leaves no table of law behind: without rows it is a gap, unless <paramref name="mayBeEmpty"/>.</remarks>
    public static List<LawRow> Parse(string name, string text, string[] columns, List<string> gaps, bool mayBeEmpty = false)
    {
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, l => l.StartsWith('|'));
        if (first < 0)
        {
            gaps.Add($"{name}.md: has no table");
            return [];
        }

        var header = Cells(lines[first]);
        if (!header.SequenceEqual(columns))
        {
            gaps.Add($"{name}.md, line {first + 1}: columns must be: {string.Join(" | ", columns)}");
            return [];
        }

        var rows = new List<LawRow>();
        var index = first + 1;
        if (index >= lines.Length || !lines[index].StartsWith('|') || Cells(lines[index]).Any(c => c.Trim('-', ':').Length > 0))
            gaps.Add($"{name}.md, line {index + 1}: the line under the header must be dashes");
        for (index++; index < lines.Length && lines[index].StartsWith('|'); index++)
        {
            var cells = Cells(lines[index]);
            if (cells.Length == columns.Length) rows.Add(new LawRow($"{name}.md, line {index + 1}", columns, cells, gaps));
            else gaps.Add($"{name}.md, line {index + 1}: has {cells.Length} cells, expected {columns.Length}");
        }

        if (rows.Count == 0 && !mayBeEmpty) gaps.Add($"{name}.md: the table is empty");
        if (lines.Skip(index).Any(l => l.StartsWith('|'))) gaps.Add($"{name}.md, after line {index}: has a second table");
        return rows;
    }

    private static string[] Cells(string line)
    {
        var inner = line.TrimEnd().Trim('|');
        return [.. inner.Split('|').Select(c => c.Trim().Trim('`'))];
    }
}

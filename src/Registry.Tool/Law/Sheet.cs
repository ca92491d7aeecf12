namespace Registry.Tool.Law;

/// <summary>One table for people and machines.</summary>
/// <param name="Title">What it is, in the language asked.</param>
/// <param name="Columns">Stable key for JSON and the head in the language asked.</param>
/// <param name="Rows">As many cells as columns.</param>
internal sealed record Sheet(string Title, IReadOnlyList<(string Key, string Head)> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A cell: the code for machines, the text for people.</summary>
internal readonly record struct Cell(string Code, string Text)
{
    public static implicit operator Cell(string text) => new(text, text);

    public static Cell FromString(string text) => text;
}

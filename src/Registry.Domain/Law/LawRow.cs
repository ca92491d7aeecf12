using System.Globalization;

namespace Registry.Domain.Law;

/// <summary>One row while it is read: typed cells, and a place for what is wrong with them.</summary>
internal sealed class LawRow(string place, string[] columns, string[] cells, List<string> gaps)
{
    private const string Absent = "-";

    /// <summary>Where the row stands, for messages.</summary>
    public string Place => place;

    public void Gap(string column, string what) => gaps.Add($"{place}, column '{column}': {what}");

    /// <summary>A cell that must say something.</summary>
    public string Text(string column)
    {
        var cell = Raw(column);
        if (cell.Length == 0) Gap(column, "is empty");
        return cell;
    }

    /// <summary>A cell that may be a dash, which gives null.</summary>
    public string? Optional(string column) => Text(column) is var cell && cell == Absent ? null : cell;

    /// <summary>Comma-separated parts; a dash gives none.</summary>
    public string[] List(string column) =>
        Optional(column)?.Split(',', StringSplitOptions.TrimEntries).Select(p => p.Trim('`')).ToArray() ?? [];

    public T One<T>(string column)
        where T : struct, Enum => Word<T>(column, Text(column));

    public T[] Many<T>(string column)
        where T : struct, Enum => [.. List(column).Select(w => Word<T>(column, w))];

    /// <summary>A whole number of 1 or more; a dash gives null.</summary>
    public int? OptionalNumber(string column)
    {
        if (Optional(column) is not { Length: > 0 } cell) return null;
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        Gap(column, "must be a whole number of 1 or more");
        return null;
    }

    public int[] Clauses(string column) => [.. List(column).Select(w => Clause(column, w))];

    /// <summary>One word, or the default of the enum for a dash.</summary>
    public T OneOrNone<T>(string column)
        where T : struct, Enum => Optional(column) is { } word ? Word<T>(column, word) : default;

    public bool OnOff(string column)
    {
        var cell = Text(column);
        if (cell is not ("on" or "off")) Gap(column, "must be on or off");
        return cell == "on";
    }

    public DateOnly Date(string column) => Day(column, Text(column));

    public DateOnly? OptionalDate(string column) => Optional(column) is { } cell ? Day(column, cell) : null;

    /// <summary>A day of every year, as <c>--09-02</c>.</summary>
    public (int Month, int Day)? DayOfYear(string column, string cell)
    {
        if (DateOnly.TryParseExact("2001" + cell[1..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (day.Month, day.Day);
        Gap(column, "must be a date as 2016-02-07, or --09-02 for every year");
        return null;
    }

    /// <summary>The columns that every table has. A source must be a code of <c>legal-bases.md</c>, checked later.</summary>
    public Standing Standing(string? source = null) =>
        new(Text("id"), source ?? Text("source"), Sureness(), Date("from"), OptionalDate("to"));

    /// <summary>Words of the tables are those of the code, with or without spaces and capitals (<c>product rule</c>).</summary>
    public T Word<T>(string column, string word)
        where T : struct, Enum
    {
        var name = word.Replace(" ", "", StringComparison.Ordinal);
        if (name.All(char.IsLetter) && Enum.TryParse<T>(name, ignoreCase: true, out var value)) return value;
        if (word.Length > 0) Gap(column, $"has the unknown word '{word}'; known: {string.Join(", ", Enum.GetNames<T>().Skip(1))}");
        return default;
    }

    private Certainty Sureness()
    {
        var certainty = One<Certainty>("certainty");
        if (certainty == Certainty.Unspecified && Raw("certainty").Length > 0) Gap("certainty", "must be sure, inferred, conflict or product rule");
        return certainty;
    }

    private int Clause(string column, string word)
    {
        if (word.Length == 1 && word[0] is >= '1' and <= '8') return word[0] - '0';
        Gap(column, "must be clauses from 1 to 8");
        return 0;
    }

    private DateOnly Day(string column, string cell)
    {
        if (DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        if (cell.Length > 0) Gap(column, "must be a date as 2015-06-20");
        return default;
    }

    /// <summary>The cell as it is written, before anything is asked of it.</summary>
    public string Raw(string column) => cells[Array.IndexOf(columns, column)];

    public bool Has(string column) => columns.Contains(column);

    /// <summary>The same row with another cell.</summary>
    public LawRow With(string column, string cell) => new(place, columns, [.. columns.Zip(cells, (c, old) => c == column ? cell : old)], gaps);
}

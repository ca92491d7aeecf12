using Registry.Domain.Law;

namespace Registry.Tool.Law;

/// <summary>Chooses between the two languages of the tables.</summary>
internal sealed class Tongue(LawTables law, bool vietnamese)
{
    public string Of(string vi, string en) => vietnamese ? vi : en;

    /// <summary>A word of the tables; the code is what the tables write.</summary>
    public Cell Of<T>(T value)
        where T : struct, Enum
    {
        var word = law.WordFor(value);
        return new Cell(value.ToString(), Of(word.Vi, word.En));
    }

    /// <summary>Several words, one after the other.</summary>
    public Cell Of<T>(IEnumerable<T> values)
        where T : struct, Enum
    {
        var cells = values.Select(Of).ToArray();
        return cells.Length == 0 ? "-" : new Cell(string.Join(", ", cells.Select(c => c.Code)), string.Join("; ", cells.Select(c => c.Text)));
    }

    /// <summary>A legal basis: its code for machines, its citation for people.</summary>
    public Cell Source(string code) => law.Basis(code) is { } basis ? new Cell(code, Of(basis.Vi, basis.En)) : code;

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    public Cell OnOff(bool on) => new(on ? "on" : "off", on ? Of("bật", "on") : Of("tắt", "off"));
}

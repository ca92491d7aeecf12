using System.Collections.Immutable;

namespace Registry.Domain.Law;

/// <summary>One row of the tables that a reviewed local document switches.</summary>
/// <param name="Id">Its own id in the sheet.</param>
/// <param name="Table">Table of the row without ending, e.g. <c>Regime2011/need-to-know</c>.</param>
/// <param name="Row">Id of the row.</param>
/// <param name="Since">First day of the row, where several rows have the id; null for all of them.</param>
/// <param name="On">Whether the row is used.</param>
/// <param name="Vi">What it means, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Document">Who decided it, e.g. number and issuer of the paper.</param>
/// <param name="DecidedOn">The day of that paper.</param>
public sealed record LocalSwitch(
    string Id, string Table, string Row, DateOnly? Since, bool On, string Vi, string En, string Document, DateOnly DecidedOn);

/// <summary>A row that is inferred, and so a switch.</summary>
/// <param name="Table">Table without ending.</param>
/// <param name="Row">Id of the row.</param>
/// <param name="From">Its first day, as the table writes it.</param>
/// <param name="On">Whether it is used.</param>
/// <param name="By">What switched it; null where it stands as shipped.</param>
public sealed record InferredRow(string Table, string Row, string From, bool On, LocalSwitch? By);

/// <summary>
/// Every inferred row of every table is a switch: a sheet that a local document backs turns it on or off. A row that is off is not there, or is
/// refused where its table has a <c>switch</c> of its own; so what depends on it is a gap like any other. What the text of the law says cannot be
/// switched, and a row that hides stays: off would show what it hides.
/// </summary>
internal sealed class LocalSwitches
{
    /// <summary>The sheet among the tables; it need not be there, and is part of the version where it is.</summary>
    public const string Sheet = "Local/switches";

    private static readonly string[] Columns = ["id", "table", "row", "since", "switch", "vi", "en", "document", "decided on"];

    private readonly List<string> gaps;
    private readonly HashSet<LocalSwitch> used = [];

    public LocalSwitches(string? sheet, List<string> gaps)
    {
        this.gaps = gaps;
        All = sheet is null ? [] : [.. MarkdownTable.Parse(Sheet, sheet, Columns, gaps).Select(Read)];
        gaps.AddRange(All.GroupBy(s => s.Id).Where(g => g.Count() > 1).Select(g => $"{Sheet}.md, column 'id': '{g.Key}' is used twice"));
        foreach (var one in All)
            if (All.Any(other => other != one && other.Table == one.Table && other.Row == one.Row && (other.Since is null || one.Since is null || other.Since == one.Since)))
                gaps.Add($"{Sheet}.md, {one.Id}, column 'row': {one.Table}, {one.Row} is switched twice");
    }

    public ImmutableArray<LocalSwitch> All { get; }

    /// <summary>Every inferred row that was read so far.</summary>
    public List<InferredRow> Inferred { get; } = [];

    /// <summary>The rows of the table that are used.</summary>
    public List<LawRow> Apply(string table, List<LawRow> rows)
    {
        if (rows is [] || !rows[0].Has("certainty")) return rows;
        return [.. rows.Select(row => Apply(table, row)).OfType<LawRow>()];
    }

    /// <summary>A switch without a row would look like a safeguard and be none.</summary>
    public void Unused() => gaps.AddRange(All.Except(used).Select(s => $"{Sheet}.md, {s.Id}, column 'row': {s.Table} has no row '{s.Row}'{(s.Since is { } day ? $" from {day:yyyy-MM-dd}" : "")}"));

    private LawRow? Apply(string table, LawRow row)
    {
        var (id, from) = (row.Raw("id"), row.Raw("from"));
        var by = All.FirstOrDefault(s => s.Table == table && s.Row == id && (s.Since is not { } day || $"{day:yyyy-MM-dd}" == from));
        if (by is not null) used.Add(by);
        if (row.Raw("certainty") != "inferred")
        {
            if (by is not null) gaps.Add($"{Sheet}.md, {by.Id}, column 'row': {table}, {id} is not inferred, and only an inferred row is a switch");
            return row;
        }

        if (by is { On: false } && table.EndsWith("/hides", StringComparison.Ordinal))
        {
            gaps.Add($"{Sheet}.md, {by.Id}, column 'switch': {table}, {id} stays on: off would show what it hides");
            return row;
        }

        var own = row.Has("switch");
        Inferred.Add(new InferredRow(table, id, from, by?.On ?? (!own || row.Raw("switch") == "on"), by));
        if (by is null) return row;
        if (own) return row.With("switch", by.On ? "on" : "off");
        return by.On ? row : null;
    }

    private static LocalSwitch Read(LawRow row) => new(
        row.Text("id"), row.Text("table"), row.Text("row"), row.OptionalDate("since"), row.OnOff("switch"), row.Text("vi"), row.Text("en"),
        row.Text("document"), row.Date("decided on"));
}

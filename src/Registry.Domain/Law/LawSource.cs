namespace Registry.Domain.Law;

/// <summary>The tables as texts while they are read: which were asked for, and everything that is off. Never stops at the first gap.</summary>
internal sealed class LawSource
{
    private readonly IReadOnlyDictionary<string, string> tables;
    private readonly HashSet<string> read = new(StringComparer.Ordinal) { LocalSwitches.Sheet };

    public LawSource(IReadOnlyDictionary<string, string> tables)
    {
        this.tables = tables;
        Switches = new LocalSwitches(tables.GetValueOrDefault(LocalSwitches.Sheet), Gaps);
    }

    /// <summary>Each as <c>file, line, column: what is wrong</c>.</summary>
    public List<string> Gaps { get; } = [];

    /// <summary>What a local sheet switches, and what it could.</summary>
    public LocalSwitches Switches { get; }

    /// <summary>The rows of a table that are used; none and a gap where it is missing.</summary>
    public List<LawRow> Rows(string name, params string[] columns) => Rows(name, columns, mayBeEmpty: false);

    /// <summary>The same of a table in which nothing may stand yet.</summary>
    public List<LawRow> RowsIfAny(string name, params string[] columns) => Rows(name, columns, mayBeEmpty: true);

    private List<LawRow> Rows(string name, string[] columns, bool mayBeEmpty)
    {
        read.Add(name);
        if (tables.TryGetValue(name, out var text)) return Switches.Apply(name, MarkdownTable.Parse(name, text, columns, Gaps, mayBeEmpty));
        Gaps.Add($"{name}.md: the table is missing");
        return [];
    }

    /// <summary>Names of the tables in a folder, in ordinal order.</summary>
    public IEnumerable<string> In(string folder) =>
        tables.Keys.Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>A table that nobody asked for would be law that nobody reads.</summary>
    public void Unread() =>
        Gaps.AddRange(tables.Keys.Except(read).Order(StringComparer.Ordinal).Select(n => $"{n}.md: no such table is known"));
}

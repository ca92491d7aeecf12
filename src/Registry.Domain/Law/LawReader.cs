using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>Reads every table and then checks them against each other. Collects gaps; never stops at the first.</summary>
internal sealed class LawReader
{
    private static readonly string[] Standing = ["source", "certainty", "from", "to"];
    private readonly IReadOnlyDictionary<string, string> tables;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private readonly List<string> gaps = [];

    private LawReader(IReadOnlyDictionary<string, string> tables)
    {
        this.tables = tables;
        LegalBases = [.. Rows("legal-bases", "id", "document", "article", "clause", "vi", "en", "citable", "certainty", "from", "to").Select(Basis)];
        NeedToKnow = [.. Rows("need-to-know", ["id", "agency", "purpose", "relation", "classes", "limit", .. Standing]).SelectMany(Need)];
        GeneralRules = [.. Rows("general-rules", ["id", "vi", "en", .. Standing]).Select(Text)];
        Measures = [.. Rows("measures", ["id", "clause", "code", "vi", "en", .. Standing]).Select(Measure)];
        Authorities =
        [
            .. Rows("authorities", ["id", "measures", "agencies", "power", "condition", "switch", "next step", .. Standing]).SelectMany(Authority),
        ];
        Hides = [.. Rows("hides", ["id", "clauses", "classes", "visible to", .. Standing]).SelectMany(Hide)];
        Refusals = [.. Rows("refusals", ["id", "next step", "vi", "en", .. Standing]).Select(Refusal)];
        NextSteps = [.. Rows("next-steps", ["id", "vi", "en", .. Standing]).Select(Text)];
        Switches = [.. Rows("switches", ["id", "switch", "vi", "en", .. Standing]).Select(Switch)];
        Agencies = [.. Rows("agencies", ["id", "kind", "under", "vi", "en", .. Standing]).Select(Agency)];
    }

    public IReadOnlyCollection<string> Gaps => gaps;

    public ImmutableArray<LegalBasis> LegalBases { get; }

    public ImmutableArray<NeedToKnowRow> NeedToKnow { get; }

    public ImmutableArray<TextRow> GeneralRules { get; }

    public ImmutableArray<MeasureRow> Measures { get; }

    public ImmutableArray<AuthorityCell> Authorities { get; }

    public ImmutableArray<HideRow> Hides { get; }

    public ImmutableArray<RefusalRow> Refusals { get; }

    public ImmutableArray<TextRow> NextSteps { get; }

    public ImmutableArray<SwitchRow> Switches { get; }

    public ImmutableArray<Agency> Agencies { get; }

    public static LawReader Read(IReadOnlyDictionary<string, string> tables)
    {
        var reader = new LawReader(tables);
        reader.gaps.AddRange(tables.Keys.Except(reader.read).Order(StringComparer.Ordinal).Select(n => $"{n}: no such table is known"));
        LawChecks.Run(reader, reader.gaps);
        return reader;
    }

    private List<LawRow> Rows(string name, params string[] columns)
    {
        read.Add(name);
        if (tables.TryGetValue(name, out var text)) return MarkdownTable.Parse(name, text, columns, gaps);
        gaps.Add($"{name}: the table is missing");
        return [];
    }

    private static LegalBasis Basis(LawRow row) => new(
        row.Standing(source: row.Text("id")),
        row.Text("document"),
        row.Text("article"),
        row.Text("clause"),
        row.Text("vi"),
        row.Text("en"),
        row.OnOff("citable"));

    private static IEnumerable<NeedToKnowRow> Need(LawRow row)
    {
        AgencyKind?[] kinds = row.Text("agency") == "Any" ? [null] : [.. row.Many<AgencyKind>("agency").Select(k => (AgencyKind?)k)];
        var standing = row.Standing();
        var purpose = row.One<Purpose>("purpose");
        var limit = row.Optional("limit") is { } word ? row.Word<RowLimit>("limit", word) : RowLimit.None;
        return
            from kind in kinds
            from relation in row.Many<RelationKind>("relation")
            from fieldClass in row.Many<FieldClass>("classes")
            select new NeedToKnowRow(standing, kind, purpose, relation, fieldClass, limit);
    }

    private static MeasureRow Measure(LawRow row) =>
        new(row.Standing(), row.Clauses("clause").FirstOrDefault(), row.Text("code"), row.Text("vi"), row.Text("en"));

    private static IEnumerable<AuthorityCell> Authority(LawRow row)
    {
        var standing = row.Standing();
        var power = row.Many<AuthorityPower>("power").Aggregate(AuthorityPower.None, (all, one) => all | one);
        var condition = row.Optional("condition") is { } word ? row.Word<AuthorityCondition>("condition", word) : AuthorityCondition.None;
        var switchedOn = row.OnOff("switch");
        var next = row.Optional("next step");
        return
            from clause in row.Clauses("measures")
            from kind in row.Many<AgencyKind>("agencies")
            select new AuthorityCell(standing, clause, kind, power, condition, switchedOn, next);
    }

    private static IEnumerable<HideRow> Hide(LawRow row)
    {
        var standing = row.Standing();
        ImmutableArray<Exemption> visible = [.. row.List("visible to").Select(word => Exempt(row, word))];
        return
            from clause in row.Clauses("clauses")
            from fieldClass in row.Many<FieldClass>("classes")
            select new HideRow(standing, clause, fieldClass, visible);
    }

    /// <summary><c>Decider:same</c>, <c>Carer</c>: relation, and how it must be tied to the measure.</summary>
    private static Exemption Exempt(LawRow row, string word)
    {
        var parts = word.Split(':');
        var scope = parts.Length > 1 ? row.Word<ExemptionScope>("visible to", parts[1]) : ExemptionScope.Any;
        return new Exemption(row.Word<RelationKind>("visible to", parts[0]), scope);
    }

    private static RefusalRow Refusal(LawRow row) => new(row.Standing(), row.Optional("next step"), row.Text("vi"), row.Text("en"));

    private static TextRow Text(LawRow row) => new(row.Standing(), row.Text("vi"), row.Text("en"));

    private static SwitchRow Switch(LawRow row) => new(row.Standing(), row.OnOff("switch"), row.Text("vi"), row.Text("en"));

    private static Agency Agency(LawRow row)
    {
        var standing = row.Standing();
        AgencyCode? under = row.Optional("under") is { } code ? new AgencyCode(code) : null;
        return new Agency(
            new AgencyCode(standing.Id), row.One<AgencyKind>("kind"), under, row.Text("vi"), row.Text("en"), standing.From, standing.Until);
    }
}

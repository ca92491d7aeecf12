using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Reports;

namespace Registry.Domain.Law;

/// <summary>Reads every table and then checks them against each other. Collects gaps; never stops at the first.</summary>
internal sealed class LawReader
{
    private static readonly string[] Standing = ["source", "certainty", "from", "to"];
    private readonly LawSource source;

    private LawReader(LawSource source, string province)
    {
        this.source = source;
        LegalBases =
        [
            .. source.Rows("Common/legal-bases", "id", "document", "article", "clause", "vi", "en", "citable", "succeeded by", "certainty", "from", "to")
                .Select(Basis),
        ];
        Regimes = [.. Rows("Common/regimes", "vi", "en").Select(row => RegimeReader.Read(source, row)).OrderBy(r => r.Standing.From)];
        Transitions = [.. Rows("Common/transitions", "matter", "day of", "vi", "en").Select(Transition)];
        GeneralRules = [.. Rows("Common/general-rules", "vi", "en").Select(Text)];
        Refusals = [.. Rows("Common/refusals", "next step", "vi", "en").Select(Refusal)];
        NextSteps = [.. Rows("Common/next-steps", "vi", "en").Select(Text)];
        Warnings = [.. Rows("Common/warnings", "vi", "en").Select(Text)];
        Switches = [.. Rows("Common/switches", "rule", "switch", "vi", "en").Select(Switch)];
        Duties =
        [
            .. Rows("Common/duties-carried", "carried by", "vi", "en").Select(Carried),
            .. Rows("Common/duties-not-carried", "vi", "en", "why vi", "why en").Select(NotCarried),
        ];
        Holidays = [.. Rows("Common/holidays", "first day", "days", "vi", "en").Select(Holiday)];
        Tasks = [.. Rows("Common/tasks", "duty", "purpose", "class", "deadline", "amount", "unit", "soon", "escalates", "told for", "noting ends it", "vi", "en").Select(Task)];
        Escalations = [.. Rows("Common/escalations", "late", "told", "days", "switch", "vi", "en").Select(Escalation)];
        Untasked = [.. Rows("Common/deadlines-untasked", "matter", "vi", "en").Select(row => new UntaskedRow(row.Standing(), row.One<DeadlineMatter>("matter"), row.Text("vi"), row.Text("en")))];
        Words = [.. source.Rows("Common/words", "id", "vi", "en").Select(row => new Word(row.Text("id"), row.Text("vi"), row.Text("en")))];
        Reporting = [.. Rows("Common/reporting", "agency", "addressee", "every", "on demand", "whole province", "vi", "en").Select(Report)];
        Figures = [.. source.Rows("Common/figures", "id", "vi", "en").Select(row => new Word(row.Text("id"), row.Text("vi"), row.Text("en")))];
        Codes = [.. source.In("Codes").Select(List)];
        Province = ProvinceReader.Read(source, province);
    }

    public IReadOnlyList<string> Gaps => source.Gaps;

    public ImmutableArray<LegalBasis> LegalBases { get; }

    public ImmutableArray<Regime> Regimes { get; }

    public ImmutableArray<TransitionRow> Transitions { get; }

    public ImmutableArray<TextRow> GeneralRules { get; }

    public ImmutableArray<RefusalRow> Refusals { get; }

    public ImmutableArray<TextRow> NextSteps { get; }

    public ImmutableArray<TextRow> Warnings { get; }

    public ImmutableArray<SwitchRow> Switches { get; }

    public ImmutableArray<DutyRow> Duties { get; }

    public ImmutableArray<CodeList> Codes { get; }

    public ImmutableArray<Word> Words { get; }

    public ImmutableArray<HolidayRow> Holidays { get; }

    public ImmutableArray<TaskRow> Tasks { get; }

    public ImmutableArray<EscalationRow> Escalations { get; }

    public ImmutableArray<UntaskedRow> Untasked { get; }

    public ImmutableArray<ReportingRow> Reporting { get; }

    public ImmutableArray<Word> Figures { get; }

    public Province Province { get; }

    public LocalSwitches Local => source.Switches;

    public static LawReader Read(IReadOnlyDictionary<string, string> tables, string province)
    {
        var source = new LawSource(tables);
        var reader = new LawReader(source, province);
        source.Unread();
        source.Switches.Unused();
        LawChecks.Run(reader, source.Gaps);
        foreach (var regime in reader.Regimes) RegimeChecks.Run(regime, source.Gaps);
        ProvinceChecks.Run(reader.Province, source.Gaps);
        SuccessionChecks.Run(reader, source.Gaps);
        AppraisalChecks.Run(reader, source.Gaps);
        return reader;
    }

    private List<LawRow> Rows(string name, params string[] columns) => source.Rows(name, ["id", .. columns, .. Standing]);

    private static LegalBasis Basis(LawRow row) => new(
        row.Standing(source: row.Text("id")),
        row.Text("document"),
        row.Text("article"),
        row.Text("clause"),
        row.Text("vi"),
        row.Text("en"),
        row.OnOff("citable"),
        row.Optional("succeeded by"));

    private static TransitionRow Transition(LawRow row) =>
        new(row.Standing(), row.One<Matter>("matter"), row.One<DayOf>("day of"), row.Text("vi"), row.Text("en"));

    private static RefusalRow Refusal(LawRow row) => new(row.Standing(), row.Optional("next step"), row.Text("vi"), row.Text("en"));

    private static TextRow Text(LawRow row) => new(row.Standing(), row.Text("vi"), row.Text("en"));

    private static SwitchRow Switch(LawRow row) => new(row.Standing(), row.One<PolicySwitch>("rule"), row.OnOff("switch"), row.Text("vi"), row.Text("en"));

    private static DutyRow Carried(LawRow row) => new(row.Standing(), [.. row.List("carried by")], row.Text("vi"), row.Text("en"), "", "");

    private static DutyRow NotCarried(LawRow row) =>
        new(row.Standing(), [], row.Text("vi"), row.Text("en"), row.Text("why vi"), row.Text("why en"));

    private static TaskRow Task(LawRow row)
    {
        var unit = row.OneOrNone<PeriodUnit>("unit");
        var amount = row.OptionalNumber("amount");
        if (amount is null != unit is PeriodUnit.None or PeriodUnit.AtOnce) row.Gap("unit", "must be AtOnce or a dash without an amount, and given with one");
        var escalates = row.OptionalNumber("escalates");
        var toldFor = row.OneOrNone<Purpose>("told for");
        if (escalates is null != (toldFor == Purpose.Unspecified)) row.Gap("told for", "must be given where the task escalates, and only there");
        return new TaskRow(
            row.Standing(), row.One<DutyKind>("duty"), row.One<Purpose>("purpose"), row.One<FieldClass>("class"), row.OneOrNone<DeadlineMatter>("deadline"),
            amount, unit, row.OptionalNumber("soon") ?? 0, escalates, toldFor, row.OnOff("noting ends it"), row.Text("vi"), row.Text("en"));
    }

    private static EscalationRow Escalation(LawRow row) => new(
        row.Standing(), [.. row.Many<AgencyKind>("late")], [.. row.Many<AgencyKind>("told")], row.OptionalNumber("days") ?? 0, row.OnOff("switch"),
        row.Text("vi"), row.Text("en"));

    private static HolidayRow Holiday(LawRow row) => new(
        row.Standing(), row.Optional("first day") is { } day && day.StartsWith("--", StringComparison.Ordinal) ? row.DayOfYear("first day", day) : null,
        row.Optional("first day") is { } date && !date.StartsWith("--", StringComparison.Ordinal) ? row.Date("first day") : null,
        row.OptionalNumber("days") ?? 1, row.Text("vi"), row.Text("en"));

    private static ReportingRow Report(LawRow row) => new(
        row.Standing(), [.. row.Many<AgencyKind>("agency")], row.One<AgencyKind>("addressee"), [.. row.Many<ReportInterval>("every")], row.OnOff("on demand"),
        row.OnOff("whole province"), row.Text("vi"), row.Text("en"));

    private CodeList List(string name)
    {
        var parts = name["Codes/".Length..].Split('.', 2);
        return new CodeList(parts[0], parts.Length > 1 ? parts[1] : "", [.. Rows(name, "vi", "en").Select(Text)]);
    }
}

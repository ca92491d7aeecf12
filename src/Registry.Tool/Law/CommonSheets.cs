using Registry.Domain.Law;

namespace Registry.Tool.Law;

/// <summary>What the regimes share, and the agencies of the province, as sheets.</summary>
internal static class CommonSheets
{
    public static readonly IReadOnlyList<string> Names =
        ["regimes", "transitions", "legal-bases", "duties", "codes", "holidays", "agencies", "areas", "succession", "reporting", "inferred"];

    public static IEnumerable<Sheet> Of(string name, LawTables law, DateOnly? on, Tongue tongue) => name switch
    {
        "regimes" => [Rows(tongue, "Chế độ pháp luật", "Legal regimes", law.Regimes.Select(r => (r.Standing, tongue.Of(r.Vi, r.En))))],
        "transitions" =>
        [
            new Sheet(
                tongue.Of("Quy tắc chuyển tiếp", "Transitional rules"),
                [("id", tongue.Of("Dòng", "Row")), ("matter", tongue.Of("Việc", "Matter")), ("day_of", tongue.Of("Theo ngày nào", "By which day")), ("text", tongue.Of("Nội dung", "What")), .. RegimeSheets.StandingColumns(tongue)],
                [.. law.Transitions.Select(t => (IReadOnlyList<Cell>)[t.Standing.Id, tongue.Of(t.Matter), tongue.Of(t.DayOf), tongue.Of(t.Vi, t.En), .. RegimeSheets.StandingCells(t.Standing, tongue)])]),
        ],
        "legal-bases" => [Rows(tongue, "Căn cứ pháp lý", "Legal bases", law.LegalBases.Where(b => On(b.Standing, on)).Select(b => (b.Standing, tongue.Of(b.Vi, b.En))))],
        "duties" => [Duties(law, tongue)],
        "codes" => law.Codes.Select(list => Rows(
            tongue, $"{list.Name} {list.Version}".Trim(), $"{list.Name} {list.Version}".Trim(),
            list.Rows.Where(r => On(r.Standing, on)).Select(r => (r.Standing, tongue.Of(r.Vi, r.En))))),
        "holidays" => [Holidays(law, on, tongue)],
        "agencies" => [Agencies(law, on, tongue)],
        "areas" => [Areas(law, on, tongue)],
        "reporting" => [Rows(
            tongue, "Chế độ báo cáo", "Who reports what to whom",
            law.ReportingRows.Where(r => On(r.Standing, on)).Select(
                r => (r.Standing, $"{tongue.Of(r.Vi, r.En)}: {string.Join(", ", r.Kinds.Select(kind => tongue.Of(kind)))} → {tongue.Of(r.To)}")))],
        "inferred" => [Inferred(law, tongue)],
        _ => [Successions(law, tongue)],
    };

    private static bool On(Standing row, DateOnly? on) => on is not { } day || row.ValidOn(day);

    private static Sheet Rows(Tongue tongue, string vi, string en, IEnumerable<(Standing Standing, string Text)> rows) => new(
        tongue.Of(vi, en),
        [("id", tongue.Of("Mã", "Code")), ("text", tongue.Of("Nội dung", "Text")), .. RegimeSheets.StandingColumns(tongue)],
        [.. rows.Select(r => (IReadOnlyList<Cell>)[r.Standing.Id, r.Text, .. RegimeSheets.StandingCells(r.Standing, tongue)])]);

    private static Sheet Duties(LawTables law, Tongue tongue) => new(
        tongue.Of("Quyết định 22/2015: từng khoản được thực hiện ở đâu", "Decision 22/2015: what carries each clause"),
        [("clause", tongue.Of("Điều, khoản", "Clause")), ("duty", tongue.Of("Nhiệm vụ", "Duty")), ("carried_by", tongue.Of("Thực hiện bởi", "Carried by")), ("why_not", tongue.Of("Vì sao không", "Why not"))],
        [.. law.Duties.Select(d => (IReadOnlyList<Cell>)
            [d.Standing.Source, tongue.Of(d.Vi, d.En), d.CarriedBy.IsEmpty ? "-" : string.Join(", ", d.CarriedBy), d.CarriedBy.IsEmpty ? tongue.Of(d.WhyNotVi, d.WhyNotEn) : "-"])]);

    private static Sheet Holidays(LawTables law, DateOnly? on, Tongue tongue) => new(
        tongue.Of("Ngày lễ, tết", "Public holidays"),
        [
            ("id", tongue.Of("Dòng", "Row")), ("first_day", tongue.Of("Ngày đầu", "First day")), ("days", tongue.Of("Số ngày", "Days")), ("name", tongue.Of("Tên", "Name")),
            .. RegimeSheets.StandingColumns(tongue),
        ],
        [.. law.Holidays.Where(h => On(h.Standing, on)).Select(h => (IReadOnlyList<Cell>)
        [
            h.Standing.Id, h.EveryYear is var (month, day) ? $"--{month:00}-{day:00}" : Tongue.Day(h.Once), $"{h.Days}", tongue.Of(h.Vi, h.En),
            .. RegimeSheets.StandingCells(h.Standing, tongue),
        ])]);

    private static Sheet Agencies(LawTables law, DateOnly? on, Tongue tongue) => new(
        tongue.Of("Cơ quan", "Agencies"),
        [
            ("code", tongue.Of("Mã", "Code")), ("kind", tongue.Of("Loại", "Kind")), ("name", tongue.Of("Tên", "Name")), ("under", tongue.Of("Trực thuộc", "Under")),
            ("area", tongue.Of("Địa bàn", "Area")), ("from", tongue.Of("Từ ngày", "From")), ("to", tongue.Of("Đến trước ngày", "Until before")),
        ],
        [.. (on is { } day ? law.Agencies.On(day) : law.Agencies.All).Select(a => (IReadOnlyList<Cell>)
            [a.Code.Value, tongue.Of(a.Kind), tongue.Of(a.Vi, a.En), a.Under?.Value ?? "-", a.Area, Tongue.Day(a.From), Tongue.Day(a.Until)])]);

    private static Sheet Areas(LawTables law, DateOnly? on, Tongue tongue) => new(
        tongue.Of("Địa bàn", "Areas"),
        [
            ("id", tongue.Of("Mã", "Id")), ("code", tongue.Of("Mã số", "Number")), ("level", tongue.Of("Cấp", "Level")), ("name", tongue.Of("Tên", "Name")),
            ("under", tongue.Of("Thuộc", "Under")), ("from", tongue.Of("Từ ngày", "From")), ("to", tongue.Of("Đến trước ngày", "Until before")),
        ],
        [.. law.Agencies.Areas.All.Where(a => on is not { } day || a.StandsOn(day)).Select(a => (IReadOnlyList<Cell>)
            [a.Id, a.Code ?? "-", tongue.Of(a.Level), tongue.Of(a.Vi, a.En), a.Under ?? "-", Tongue.Day(a.From), Tongue.Day(a.Until)])]);

    /// <summary>Every row that a reviewed local document may switch.</summary>
    private static Sheet Inferred(LawTables law, Tongue tongue) => new(
        tongue.Of("Các dòng suy luận, mỗi dòng là một công tắc", "Inferred rows, each a switch"),
        [
            ("table", tongue.Of("Bảng", "Table")), ("row", tongue.Of("Dòng", "Row")), ("from", tongue.Of("Từ ngày", "From")), ("switch", tongue.Of("Công tắc", "Switch")),
            ("document", tongue.Of("Văn bản của địa phương", "Local document")), ("decided_on", tongue.Of("Ngày văn bản", "Its day")), ("meaning", tongue.Of("Nghĩa", "Meaning")),
        ],
        [.. law.Inferred.Select(row => (IReadOnlyList<Cell>)
            [row.Table, row.Row, row.From, tongue.OnOff(row.On), row.By?.Document ?? "-", Tongue.Day(row.By?.DecidedOn), row.By is { } by ? tongue.Of(by.Vi, by.En) : "-"])]);

    private static Sheet Successions(LawTables law, Tongue tongue) => new(
        tongue.Of("Cơ quan kế thừa", "Successors"),
        [("from", tongue.Of("Từ ngày", "From")), ("predecessor", tongue.Of("Cơ quan cũ", "Predecessor")), ("successor", tongue.Of("Cơ quan kế thừa", "Successor")), ("relations", tongue.Of("Quan hệ được chuyển", "Relations that pass"))],
        [.. law.Agencies.Successions.OrderBy(s => s.From).Select(s => (IReadOnlyList<Cell>)
            [Tongue.Day(s.From), s.Predecessor.Value, s.Successor?.Value ?? "-", s.Relations is { } some ? tongue.Of(some) : new Cell("all", tongue.Of("tất cả", "all"))])]);
}

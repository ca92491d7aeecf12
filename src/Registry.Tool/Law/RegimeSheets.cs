using Registry.Domain.Law;

namespace Registry.Tool.Law;

/// <summary>The tables of one regime as sheets, by the names of their files.</summary>
internal static class RegimeSheets
{
    public static readonly IReadOnlyList<string> Names = ["measures", "authorities", "hides", "need-to-know", "deadlines", "support", "verification", "certificates", "support-duties", "transfers"];

    public static Sheet Of(string name, Regime regime, Tongue tongue) => name switch
    {
        "measures" => Sheet(tongue, regime, "Danh mục biện pháp bảo vệ", "Catalogue of measures",
            [("measure", tongue.Of("Biện pháp", "Measure")), ("code", tongue.Of("Mã", "Code")), ("name", tongue.Of("Tên", "Name")), ("succeeds", tongue.Of("Thay cho", "Succeeds")), ("switch", tongue.Of("Công tắc", "Switch"))],
            regime.Measures, m => m.Standing, m => [$"{m.Clause}", m.Code, tongue.Of(m.Vi, m.En), m.Succeeds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-", tongue.OnOff(m.SwitchedOn)]),
        "authorities" => Sheet(tongue, regime, "Thẩm quyền", "Authorities",
            [("measures", tongue.Of("Biện pháp", "Measures")), ("agencies", tongue.Of("Cơ quan", "Agencies")), ("power", tongue.Of("Quyền", "Power")), ("condition", tongue.Of("Điều kiện", "Condition")), ("switch", tongue.Of("Công tắc", "Switch"))],
            regime.Authorities.GroupBy(c => c.Standing), g => g.Key, g =>
            [
                string.Join(", ", g.Select(c => c.Clause).Distinct()), tongue.Of(g.Select(c => c.Kind).Distinct()),
                tongue.Of(Powers(g.First().Power)), tongue.Of(g.First().Condition), tongue.OnOff(g.First().SwitchedOn),
            ]),
        "hides" => Sheet(tongue, regime, "Biện pháp che giấu thông tin gì, với ai", "What each measure hides, and from whom it does not",
            [("measures", tongue.Of("Biện pháp", "Measures")), ("classes", tongue.Of("Loại thông tin", "Classes")), ("visible_to", tongue.Of("Vẫn thấy", "Visible to"))],
            regime.Hides.GroupBy(h => h.Standing), g => g.Key, g =>
            [
                string.Join(", ", g.Select(h => h.Clause).Distinct()), tongue.Of(g.Select(h => h.Class).Distinct()), Exempt(g.First(), tongue),
            ]),
        "need-to-know" => Sheet(tongue, regime, "Ai được biết gì, để làm gì", "Who may see what, and what for",
            [("agencies", tongue.Of("Cơ quan", "Agencies")), ("purpose", tongue.Of("Mục đích", "Purpose")), ("relations", tongue.Of("Quan hệ", "Relations")), ("classes", tongue.Of("Loại thông tin", "Classes")), ("limit", tongue.Of("Giới hạn", "Limit"))],
            regime.NeedToKnow.GroupBy(r => r.Standing), g => g.Key, g =>
            [
                g.First().Kind is null ? new Cell("Any", tongue.Of("Mọi cơ quan", "Any")) : tongue.Of(g.Select(r => r.Kind!.Value).Distinct()),
                tongue.Of(g.First().Purpose), tongue.Of(g.Select(r => r.Relation).Distinct()), tongue.Of(g.Select(r => r.Class).Distinct()), tongue.Of(g.First().Limit),
            ]),
        "deadlines" => Sheet(tongue, regime, "Thời hạn", "Deadlines",
            [("matter", tongue.Of("Việc", "Matter")), ("bound", tongue.Of("Cơ quan phải làm", "Bound")), ("amount", tongue.Of("Thời hạn", "Time")), ("counted_from", tongue.Of("Tính từ", "Counted from")), ("extends", tongue.Of("Kéo dài", "Extends")), ("text", tongue.Of("Nội dung", "What"))],
            regime.Deadlines, d => d.Standing, d =>
                [tongue.Of(d.Matter), tongue.Of(d.Bound), Period(d.Amount, d.Unit, tongue), tongue.Of(d.From), d.Extends ?? "-", tongue.Of(d.Vi, d.En)]),
        "verification" => Sheet(tongue, regime, "Ai làm gì trong quá trình xác minh", "Who does what on the way to a finding",
            [("step", tongue.Of("Việc", "Step")), ("agencies", tongue.Of("Cơ quan", "Agencies")), ("routes", tongue.Of("Hình thức tiếp nhận", "Routes")), ("relations", tongue.Of("Quan hệ", "Relations")), ("switch", tongue.Of("Công tắc", "Switch"))],
            regime.VerificationSteps.GroupBy(r => r.Standing), g => g.Key, g =>
            [
                tongue.Of(g.First().Step), tongue.Of(g.Select(r => r.Kind).Distinct()), tongue.Of(g.Select(r => r.Route).Distinct()), tongue.Of(g.First().Relations),
                tongue.OnOff(g.First().SwitchedOn),
            ]),
        "certificates" => Sheet(tongue, regime, "Giấy tờ chứng nhận nạn nhân", "Papers that prove that a person is a victim",
            [("kind", tongue.Of("Loại", "Kind")), ("issuers", tongue.Of("Cơ quan cấp", "Issuers")), ("relations", tongue.Of("Quan hệ", "Relations")), ("condition", tongue.Of("Điều kiện", "Condition")), ("switch", tongue.Of("Công tắc", "Switch"))],
            regime.Certificates.GroupBy(r => r.Standing), g => g.Key, g =>
                [tongue.Of(g.First().Kind), tongue.Of(g.Select(r => r.Issuer).Distinct()), tongue.Of(g.First().Relations), tongue.Of(g.First().Condition), tongue.OnOff(g.First().SwitchedOn)]),
        "transfers" => Sheet(tongue, regime, "Ai chuyển giao người đến đâu, theo điều khoản nào", "Who brings a person to whom, and under which clause",
            [("sender", tongue.Of("Bên giao", "Sender")), ("receiver", tongue.Of("Bên nhận", "Receiver")), ("condition", tongue.Of("Điều kiện", "Condition")), ("without_referral", tongue.Of("Không cần chuyển tuyến", "Without referral"))],
            regime.Transfers.GroupBy(t => t.Standing), g => g.Key, g =>
                [tongue.Of(g.Select(t => t.Sender).Distinct()), tongue.Of(g.Select(t => t.Receiver).Distinct()), tongue.Of(g.First().Condition), tongue.OnOff(g.First().WithoutReferral)]),
        "support-duties" => Sheet(tongue, regime, "Ai đề nghị, thẩm tra, phê duyệt, cấp hỗ trợ", "Who proposes, appraises, approves and gives support",
            [("kinds", tongue.Of("Chế độ", "Kinds")), ("steps", tongue.Of("Việc", "Steps")), ("agencies", tongue.Of("Cơ quan", "Agencies")), ("deadline", tongue.Of("Thời hạn", "Deadline"))],
            regime.SupportDuties.GroupBy(d => d.Standing), g => g.Key, g =>
                [tongue.Of(g.Select(d => d.Kind).Distinct()), tongue.Of(g.Select(d => d.Step).Distinct()), tongue.Of(g.Select(d => d.Agency).Distinct()), g.First().Deadline ?? "-"]),
        _ => Sheet(tongue, regime, "Chế độ hỗ trợ", "Support",
            [("kind", tongue.Of("Chế độ", "Kind")), ("for", tongue.Of("Đối tượng", "For")), ("limit", tongue.Of("Mức tối đa", "Limit")), ("times", tongue.Of("Số lần", "Times")), ("extended_by", tongue.Of("Cơ quan được kéo dài", "Extended by"))],
            regime.Supports, s => s.Standing, s =>
                [tongue.Of(s.Kind), tongue.Of(s.For), s.Limit is null ? "-" : Period(s.Limit, s.Unit, tongue), tongue.Of(s.Times), tongue.Of(s.ExtendedBy)]),
    };

    private static Sheet Sheet<T>(
        Tongue tongue, Regime regime, string vi, string en, (string, string)[] columns, IEnumerable<T> rows, Func<T, Standing> standing, Func<T, Cell[]> cells) => new(
        $"{tongue.Of(vi, en)}, {regime.Code}",
        [("id", tongue.Of("Dòng", "Row")), .. columns, .. StandingColumns(tongue)],
        [.. rows.Select(row => (IReadOnlyList<Cell>)[standing(row).Id, .. cells(row), .. StandingCells(standing(row), tongue)])]);

    /// <summary>What every table of law says of its rows.</summary>
    public static (string, string)[] StandingColumns(Tongue tongue) =>
    [
        ("source", tongue.Of("Căn cứ", "Source")), ("certainty", tongue.Of("Mức chắc chắn", "Certainty")),
        ("from", tongue.Of("Từ ngày", "From")), ("to", tongue.Of("Đến trước ngày", "Until before")),
    ];

    public static Cell[] StandingCells(Standing row, Tongue tongue) =>
        [tongue.Source(row.Source), tongue.Of(row.Certainty), Tongue.Day(row.From), Tongue.Day(row.Until)];

    private static Cell Period(int? amount, PeriodUnit unit, Tongue tongue)
    {
        var word = tongue.Of(unit);
        return amount is null ? word : new Cell($"{amount} {word.Code}", $"{amount} {word.Text}");
    }

    private static IEnumerable<AuthorityPower> Powers(AuthorityPower power) => power == AuthorityPower.None
        ? [AuthorityPower.None]
        : Enum.GetValues<AuthorityPower>().Where(one => one != AuthorityPower.None && power.HasFlag(one));

    private static Cell Exempt(HideRow row, Tongue tongue)
    {
        var parts = row.VisibleTo.Select(e => (Relation: tongue.Of(e.Relation), Scope: tongue.Of(e.Scope), Any: e.Scope == ExemptionScope.Any)).ToArray();
        return new Cell(
            string.Join(", ", parts.Select(p => p.Any ? p.Relation.Code : $"{p.Relation.Code}:{p.Scope.Code}")),
            string.Join("; ", parts.Select(p => p.Any ? p.Relation.Text : $"{p.Relation.Text} ({p.Scope.Text})")));
    }
}

using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Tool.Law;

/// <summary>Who may decide which measure: measures across, kinds of agencies down.</summary>
internal static class MatrixSheet
{
    public static Sheet Of(LawTables law, DateOnly on, Tongue tongue)
    {
        var kinds = Enum.GetValues<AgencyKind>().Where(kind => kind != AgencyKind.Unspecified);
        return new Sheet(
            tongue.Of("Thẩm quyền áp dụng biện pháp bảo vệ", "Who may decide which measure") + $", {law.RegimeOn(on)!.Code}, {Tongue.Day(on)}",
            [("agency", tongue.Of("Cơ quan", "Agency")), .. Enumerable.Range(1, 8).Select(clause => ($"measure_{clause}", Head(law, clause, on, tongue)))],
            [.. kinds.Select(kind => (IReadOnlyList<Cell>)[tongue.Of(kind), .. Enumerable.Range(1, 8).Select(clause => Symbol(law, clause, kind, on, tongue))])]);
    }

    /// <summary>What the signs mean.</summary>
    public static IEnumerable<string> Legend(Tongue tongue) =>
    [
        tongue.Of("QĐ  quyết định, áp dụng; dấu ? là suy luận, dấu ! là hai văn bản khác nhau, (tắt) là chưa được địa phương chấp thuận",
            "D   decides and applies; ? is inferred, ! is where two texts disagree, (off) needs local approval"),
        tongue.Of("*   có điều kiện: xem registryctl law show authorities", "*   under a condition: see registryctl law show authorities"),
        tongue.Of("ĐN  đề nghị      TH  thực hiện quyết định của cơ quan khác      -   không có vai trò",
            "R   requests      H   carries out another's decision      -   no role"),
    ];

    private static string Head(LawTables law, int clause, DateOnly on, Tongue tongue)
    {
        var measure = law.Measure(clause, on)!;
        return $"{clause}. {tongue.Of(measure.Vi, measure.En)}{(measure.SwitchedOn ? "" : tongue.Of(" (tắt)", " (off)"))}";
    }

    private static Cell Symbol(LawTables law, int clause, AgencyKind kind, DateOnly on, Tongue tongue)
    {
        var cell = law.Authority(clause, kind, on)!;
        if (!cell.Power.HasFlag(AuthorityPower.Decide))
        {
            string[] roles =
            [
                .. cell.Power.HasFlag(AuthorityPower.Request) ? [tongue.Of("ĐN", "R")] : Array.Empty<string>(),
                .. cell.Power.HasFlag(AuthorityPower.Hold) ? [tongue.Of("TH", "H")] : Array.Empty<string>(),
            ];
            return new Cell(cell.Power.ToString(), roles.Length == 0 ? "-" : string.Join(", ", roles));
        }

        var sure = cell.Standing.Certainty switch { Certainty.Inferred => "?", Certainty.Conflict => "!", _ => "" };
        var condition = cell.Condition == AuthorityCondition.None ? "" : "*";
        var off = cell.SwitchedOn ? "" : tongue.Of(" (tắt)", " (off)");
        return new Cell(
            $"{cell.Power}, {cell.Condition}, {cell.Standing.Certainty}, {(cell.SwitchedOn ? "on" : "off")}", tongue.Of("QĐ", "D") + sure + condition + off);
    }
}

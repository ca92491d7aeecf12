using System.Globalization;
using System.Text.Json.Nodes;
using Registry.Tool.Demo;
using Registry.Tool.Law;

namespace Registry.Tool.Audit;

/// <summary>A report as tables and bars for people, as one JSON object for machines.</summary>
internal static class ReportPrinter
{
    private const int BarWidth = 40;
    private const int Rows = 20;

    public static void Print(TextWriter output, AuditReport report, LineWords words)
    {
        output.WriteLine(words.Of($"{report.Looks} lượt xem, trong đó {report.Denials} lượt bị từ chối", $"{report.Looks} looks, {report.Denials} of them denied"));
        Sums(words.Of("Theo cơ quan", "By agency"), report.ByAgency);
        Sums(words.Of("Theo mục đích", "By purpose"), report.ByPurpose.ToDictionary(sum => words.Of(sum.Key), sum => sum.Value));
        Sums(words.Of("Theo kết quả", "By outcome"), report.ByOutcome);
        Sums(words.Of("Cán bộ xem nhiều nhất", "Officers with the most looks"), report.ByOfficer);
        Sums(words.Of("Người được xem nhiều nhất (chỉ mã)", "People looked at most (ids only)"), report.ByPerson);
        Sums(words.Of("Lượt xem của thanh tra, chờ thanh tra cơ quan khác soát lại", "Looks of inspectors, owed a reading by an inspector of another agency"), report.OwedToReview);
        Hours(output, report, words);

        void Sums(string title, Dictionary<string, long> sums)
        {
            if (sums.Count == 0)
                return;
            var most = sums.Values.Max();
            SheetPrinter.Print(output, new Sheet(
                title,
                [("name", ""), ("looks", words.Of("lượt", "looks")), ("bar", "")],
                [.. AuditReport.Most(sums, Rows).Select(sum => (IReadOnlyList<Cell>)
                    [LineWords.Printable(sum.Key.Length == 0 ? "-" : sum.Key), sum.Value.ToString(CultureInfo.InvariantCulture), Bar(sum.Value, most)])]));
        }
    }

    public static void Json(TextWriter output, AuditReport report) => SheetPrinter.Json(output, new JsonObject
    {
        ["looks"] = report.Looks,
        ["denials"] = report.Denials,
        ["by_agency"] = Sums(report.ByAgency),
        ["by_purpose"] = Sums(report.ByPurpose.ToDictionary(sum => ContractMethod.PurposeName(sum.Key), sum => sum.Value)),
        ["by_outcome"] = Sums(report.ByOutcome),
        ["by_officer"] = Sums(report.ByOfficer),
        ["by_person"] = Sums(report.ByPerson),
        ["owed_to_review"] = Sums(report.OwedToReview),
        ["by_hour"] = new JsonArray([.. report.ByHour.Select(hour => (JsonNode)hour)]),
        ["denials_by_hour"] = new JsonArray([.. report.DenialsByHour.Select(hour => (JsonNode)hour)]),
    });

    /// <summary>A bar whose length is the share; anything at all shows as something.</summary>
    internal static string Bar(long value, long most) =>
        most == 0 || value == 0 ? "" : new string('█', (int)Math.Max(1, value * BarWidth / most));

    private static void Hours(TextWriter output, AuditReport report, LineWords words)
    {
        if (report.Looks == 0)
            return;
        output.WriteLine(words.Of("Theo giờ trong ngày, giờ Việt Nam (░ bị từ chối)", "By hour of the day, Viet Nam (░ denied)"));
        var most = report.ByHour.Max();
        for (var hour = 0; hour < report.ByHour.Length; hour++)
        {
            var (whole, denied) = (Bar(report.ByHour[hour], most), Bar(report.DenialsByHour[hour], most).Length);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {hour:00}  {report.ByHour[hour],6}  {whole[..^denied]}{new string('░', denied)}").TrimEnd());
        }
    }

    private static JsonObject Sums(Dictionary<string, long> sums) =>
        new(AuditReport.Most(sums, sums.Count).Select(sum => KeyValuePair.Create(sum.Key, (JsonNode?)sum.Value)));
}

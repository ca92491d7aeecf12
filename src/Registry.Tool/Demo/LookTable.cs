using System.Text.Json.Nodes;

namespace Registry.Tool.Demo;

/// <summary>The inspector's list as a table of 120 columns; its head comes again on every screen of 40 lines.</summary>
internal static class LookTable
{
    private const int RowsOnAScreen = 18;

    public static void Print(Paper paper, JsonArray lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (at % RowsOnAScreen == 0)
                Head(paper);
            var line = lines[at]!.AsObject();
            paper.Row(
                (Text(line, "at") is { Length: >= 19 } time ? time[11..19] : "", 8),
                (Text(line, "agency"), 11),
                (Text(line, "officer"), 8),
                (Text(line, "method").Split('/')[^1], 24),
                (Words.Value(Text(line, "purpose")), 16),
                (Classes(line), 18),
                (List(line, "rules"), 14),
                (Outcome(line), 14));
        }
    }

    private static void Head(Paper paper)
    {
        paper.Rule('┄');
        paper.Row(
            ("giờ / time UTC", 8), ("cơ quan / agency", 11), ("cán bộ / officer", 8), ("việc / method", 24),
            ("mục đích / purpose", 16), ("được xem / classes granted", 18), ("quy tắc / rule", 14), ("kết quả / outcome", 14));
        paper.Rule('┄');
    }

    private static string Classes(JsonObject line) =>
        line["granted"] is JsonArray { Count: > 0 } granted ? string.Join(", ", granted.Select(one => Words.Value(AnswerPath.Text(one!)))) : "-";

    private static string Outcome(JsonObject line) => Text(line, "kind") switch
    {
        "ACCESS_KIND_INTENT" => "✓ allowed",
        "ACCESS_KIND_DENIAL" => "✗ " + Words.Plain(Text(line, "outcome")),
        _ => "→ " + Words.Plain(Text(line, "outcome")),
    };

    private static string List(JsonObject line, string name) =>
        line[name] is JsonArray items ? string.Join(", ", items.Select(item => AnswerPath.Text(item!))) : "-";

    private static string Text(JsonObject line, string name) => line[name] is { } value ? AnswerPath.Text(value) : "";
}

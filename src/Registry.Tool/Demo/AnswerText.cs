using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.Tool.Demo;

/// <summary>Requests and answers in words.</summary>
internal static partial class AnswerText
{
    /// <summary>Every field with its value; ids, versions and structure are left to those who read programs.</summary>
    public static string Of(JsonNode node) => node switch
    {
        JsonObject date when date.Count > 0 && date.All(field => field.Key is "year" or "month" or "day") => Date(date),
        JsonObject address when address.Any(field => field.Key is "commune" or "province") => string.Join(", ", address.Select(field => Of(field.Value!))),
        JsonObject fields => string.Join("; ", fields.Where(field => field.Value is not null && !Dull(field.Key, field.Value)).Select(Field)),
        JsonArray items when items.Any(item => item is JsonObject) => string.Concat(items.Select(item => "\n- " + Of(item!))),
        JsonArray items => string.Join(", ", items.Select(item => Of(item!))),
        _ => Words.Value(AnswerPath.Text(node)) is var text && Id().IsMatch(text) ? text[..8] + "…" : Words.Value(AnswerPath.Text(node)),
    };

    private static string Field(KeyValuePair<string, JsonNode?> field) => field.Key == "person"
        ? Of(field.Value!)
        : $"{Words.Field(field.Key)}: {Of(field.Value!)}";

    private static bool Dull(string name, JsonNode? value) =>
        name is "version" or "victim_version" or "expected_version" or "proof" || name.EndsWith("_id", StringComparison.Ordinal) || value is JsonObject { Count: 0 };

    private static string Date(JsonObject date) => string.Join('-', new[] { ("year", 4), ("month", 2), ("day", 2) }
        .Where(part => date[part.Item1] is not null)
        .Select(part => AnswerPath.Text(date[part.Item1]!).PadLeft(part.Item2, '0')));

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Id();
}

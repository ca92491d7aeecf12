using System.Text.Json.Nodes;

namespace Registry.Tool.Demo;

/// <summary>Requests and answers in words.</summary>
internal static class AnswerText
{
    /// <summary>One field a line; those of a person stand among the others.</summary>
    public static string Lines(JsonObject fields) => string.Join('\n', fields
        .Where(field => field.Value is not null && !Dull(field.Key, field.Value))
        .Select(field => field is { Key: "person", Value: JsonObject person } ? Lines(person) : Field(field)));

    /// <summary>Every field with its value; ids, versions and structure are left to those who read programs.</summary>
    public static string Of(JsonNode node) => node switch
    {
        JsonObject date when date.Count > 0 && date.All(field => field.Key is "year" or "month" or "day") => Date(date),
        JsonObject address when address.Any(field => field.Key is "commune" or "province") => string.Join(", ", address.Select(field => Of(field.Value!))),
        JsonObject fields => string.Join("; ", fields.Where(field => field.Value is not null && !Dull(field.Key, field.Value)).Select(Field)),
        JsonArray items when items.Any(item => item is JsonObject) => string.Concat(items.Select(item => "\n- " + Of(item!))),
        JsonArray items => string.Join(", ", items.Select(item => Of(item!))),
        _ => Words.Value(AnswerPath.Text(node)),
    };

    private static string Field(KeyValuePair<string, JsonNode?> field) => $"{Words.Field(field.Key)}: {Of(field.Value!)}";

    private static bool Dull(string name, JsonNode? value) =>
        name is "version" or "victim_version" or "expected_version" or "proof" || name.EndsWith("_id", StringComparison.Ordinal) || value is JsonObject { Count: 0 };

    private static string Date(JsonObject date) => string.Join('-', new[] { ("year", 4), ("month", 2), ("day", 2) }
        .Where(part => date[part.Item1] is not null)
        .Select(part => AnswerPath.Text(date[part.Item1]!).PadLeft(part.Item2, '0')));
}

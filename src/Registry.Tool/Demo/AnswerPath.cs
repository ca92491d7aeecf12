using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.Tool.Demo;

/// <summary>
/// Paths into an answer: <c>person.full_name</c>, <c>lines[0].record_id</c>, <c>measures[clause=MEASURE_CLAUSE_SHELTER].place</c>.
/// A path of a list without selector stands for every entry.
/// </summary>
internal static partial class AnswerPath
{
    /// <summary>Everything that the path leads to; nothing when it leads nowhere.</summary>
    public static IReadOnlyList<JsonNode> Find(JsonNode answer, string path)
    {
        IEnumerable<JsonNode> found = [answer];
        foreach (var part in Parts().Matches(path).Select(match => match.Value))
            found = part[0] == '[' ? found.SelectMany(node => Select(node, part[1..^1])) : found.SelectMany(node => Field(node, part));
        return [.. found];
    }

    /// <summary>Paths of all fields that the answer has, without selectors, down to single values and lists of them.</summary>
    public static IEnumerable<string> Leaves(JsonNode node, string prefix = "")
    {
        if (node is JsonObject fields && fields.Count > 0)
            return fields.Where(field => field.Value is not null)
                .SelectMany(field => Leaves(field.Value!, prefix.Length == 0 ? field.Key : prefix + "." + field.Key));
        if (node is JsonArray items && items.Count > 0 && items[0] is JsonObject)
            return items.SelectMany(item => Leaves(item!, prefix)).Distinct();
        return node is JsonObject ? [] : [prefix];
    }

    /// <summary>A single value as a text.</summary>
    public static string Text(JsonNode node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var truth) => truth ? "true" : "false",
        JsonValue value when value.TryGetValue<long>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    /// <summary>True when the node has every field of the pattern with the same value; a list must have every entry of the pattern's.</summary>
    public static bool Fits(JsonNode? node, JsonNode? pattern) => (node, pattern) switch
    {
        (JsonObject has, JsonObject wants) => wants.All(want => Fits(has[want.Key], want.Value)),
        (JsonArray has, JsonArray wants) => wants.All(want => has.Any(one => Fits(one, want))),
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => Text(node) == Text(pattern),
    };

    private static IEnumerable<JsonNode> Field(JsonNode node, string name) => node switch
    {
        JsonObject fields when fields[name] is { } value => [value],
        JsonArray items => items.OfType<JsonObject>().SelectMany(item => Field(item, name)),
        _ => [],
    };

    private static IEnumerable<JsonNode> Select(JsonNode node, string selector)
    {
        if (node is not JsonArray items)
            return [];
        if (int.TryParse(selector, CultureInfo.InvariantCulture, out var index))
            return index < items.Count && items[index] is { } one ? [one] : [];
        var (name, value) = selector.Split('=') is [var key, var wanted] ? (key, wanted) : throw new ScenarioException([$"'[{selector}]' is no selector"]);
        return items.OfType<JsonObject>().Where(item => item[name] is { } has && Text(has) == value);
    }

    [GeneratedRegex(@"\[[^\]]*\]|[^.\[\]]+")]
    private static partial Regex Parts();
}

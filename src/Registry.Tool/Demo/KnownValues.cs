using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.Tool.Demo;

/// <summary>Values by name: the persons of the case, fixed values, and what earlier answers gave. <c>${name}</c> in a text stands for one.</summary>
internal sealed partial class KnownValues
{
    private readonly Dictionary<string, JsonNode> values = new(StringComparer.Ordinal);

    public KnownValues(Scenario scenario)
    {
        foreach (var (name, value) in scenario.Values)
            this[name] = value;
        foreach (var (name, person) in scenario.People)
            if (person.Person is { } fields)
                AddTree("people." + name, fields);
    }

    public JsonNode this[string name]
    {
        set => values[name] = value.DeepClone();
    }

    /// <summary>Names in the node, or below it, that stand for nothing.</summary>
    public IEnumerable<string> Unknown(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Unknown(field.Value)),
        JsonArray items => items.SelectMany(Unknown),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            Reference().Matches(text).Select(match => match.Groups[1].Value).Where(name => !values.ContainsKey(name)),
        _ => [],
    };

    /// <summary>A copy with every name replaced; a text that is one name and nothing else becomes the value itself, be it an object.</summary>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Fill(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Whole().Match(text) is { Success: true } whole
            ? Get(whole.Groups[1].Value).DeepClone()
            : JsonValue.Create(Fill(text)),
        _ => node?.DeepClone(),
    };

    public string Fill(string text) => Reference().Replace(text, match => AnswerPath.Text(Get(match.Groups[1].Value)));

    private JsonNode Get(string name) =>
        values.TryGetValue(name, out var value) ? value : throw new ScenarioException([$"'{name}' has no value: the step that gives it did not succeed"]);

    private void AddTree(string name, JsonNode node)
    {
        this[name] = node;
        if (node is JsonObject fields)
            foreach (var (key, value) in fields)
                if (value is not null)
                    AddTree(name + "." + key, value);
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_.\-]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\$\{([A-Za-z0-9_.\-]+)\}$")]
    private static partial Regex Whole();
}

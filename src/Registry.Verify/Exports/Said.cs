using System.Globalization;
using System.Text.Json;
using Registry.Verify.Records;

namespace Registry.Verify.Exports;

/// <summary>
/// What a line says, read leniently: a field that a later version of the registry adds or leaves out is no reason not to show the line. Text is
/// made fit to stand in one line.
/// </summary>
internal readonly struct Said(JsonElement actor)
{
    /// <summary>UTC, with milliseconds.</summary>
    internal string At => LineFilter.Time(actor).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal string Kind => Text("kind");

    internal string Method => Text("method");

    /// <summary>The act changed something.</summary>
    internal bool Changed => Appended > 0;

    /// <summary>Streams that the act appended to.</summary>
    internal int Appended => Find("appended") is { ValueKind: JsonValueKind.Array } all ? all.GetArrayLength() : 0;

    /// <summary>How many calls the line stands for.</summary>
    internal long Count => Find("count") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out var number) ? number : 1;

    /// <summary>A text, or nothing.</summary>
    internal string Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? LineOutput.Printable(value.GetString()!) : "";

    /// <summary>The texts of a list, or the names of an object's members.</summary>
    internal IReadOnlyList<string> Names(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => LineOutput.Printable(one.GetString()!))],
        { ValueKind: JsonValueKind.Object } map => [.. map.EnumerateObject().Select(one => LineOutput.Printable(one.Name))],
        _ => [],
    };

    /// <summary>The rows of the law tables that granted or refused, each once.</summary>
    internal IReadOnlyList<string> Rules
    {
        get
        {
            var rules = new List<string>();
            foreach (var name in (string[])["granted", "refused"])
                if (Find(name) is { ValueKind: JsonValueKind.Object } map)
                    rules.AddRange(map.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String).Select(one => LineOutput.Printable(one.Value.GetString()!)));
            return [.. rules.Distinct(StringComparer.Ordinal)];
        }
    }

    private JsonElement? Find(string name) => actor.ValueKind == JsonValueKind.Object && actor.TryGetProperty(name, out var value) ? value : null;
}

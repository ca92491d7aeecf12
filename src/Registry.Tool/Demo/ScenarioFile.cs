using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Domain.Law;

namespace Registry.Tool.Demo;

/// <summary>Reads a scenario. A member that nobody knows is refused: a misspelt expectation would hold for ever.</summary>
internal static class ScenarioFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads the text and checks it against the contract and the law tables.</summary>
    /// <exception cref="ScenarioException">Lists everything that is wrong with it.</exception>
    public static Scenario Read(string json, LawTables law)
    {
        Scenario scenario;
        try
        {
            scenario = JsonSerializer.Deserialize<Scenario>(json, Options) ?? throw new ScenarioException(["the file is empty"]);
        }
        catch (JsonException wrong)
        {
            throw new ScenarioException([wrong.Message]);
        }

        var problems = ScenarioCheck.Problems(scenario, law).ToList();
        return problems.Count == 0 ? scenario : throw new ScenarioException(problems);
    }
}

/// <summary>The scenario file cannot be played.</summary>
internal sealed class ScenarioException(IReadOnlyList<string> problems)
    : Exception("The scenario cannot be played:" + string.Concat(problems.Select(problem => Environment.NewLine + "  - " + problem)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

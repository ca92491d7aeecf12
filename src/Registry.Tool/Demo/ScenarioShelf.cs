using Registry.Domain.Law;
using Registry.Tool.Embedded;

namespace Registry.Tool.Demo;

/// <summary>The scenario files of a checkout: a case is called as its file is.</summary>
/// <param name="folder">Directory of the files.</param>
internal sealed class ScenarioShelf(string folder)
{
    /// <summary>The case that is played when nobody names one.</summary>
    public const string First = "border-return";

    private const string Everything = "all";

    /// <summary>Names of the cases: the first one, then by name.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).OrderBy(name => name != First).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary>The shelf of the checkout that a directory lies in, or null.</summary>
    public static ScenarioShelf? Find(string inside)
    {
        for (var at = new DirectoryInfo(inside); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "deploy", "demo") is var folder && File.Exists(Path.Combine(folder, First + ".json")))
                return new ScenarioShelf(folder);
        return null;
    }

    /// <summary>The text of a case.</summary>
    /// <exception cref="CommandFailedException">There is no such case.</exception>
    public string Text(string name) => Names.Contains(name)
        ? File.ReadAllText(Path.Combine(folder, name + ".json"))
        : throw new CommandFailedException($"there is no case {name}; there are {string.Join(", ", Names)}, and {Everything}");

    /// <summary>The cases that are asked for; the first one when none is.</summary>
    /// <exception cref="CommandFailedException">There is no such case.</exception>
    /// <exception cref="ScenarioException">A case cannot be played.</exception>
    public IReadOnlyList<Scenario> Read(IReadOnlyList<string> names, LawTables law) =>
        [.. (names is [] ? [First] : names is [Everything] ? Names : names).Select(name => ScenarioFile.Read(Text(name), law))];

    /// <summary>Names the cases and tells what happens in each.</summary>
    public void Print(LawTables law, TextWriter output)
    {
        var paper = new Paper(output);
        foreach (var name in Names)
        {
            var scenario = ScenarioFile.Read(Text(name), law);
            paper.Text(name);
            paper.Text(scenario.Title.Vi, 4);
            paper.Text(scenario.Title.En, 4);
            paper.Text(scenario.Story.Vi, 4);
            paper.Text(scenario.Story.En, 4);
            paper.Blank();
        }
    }
}

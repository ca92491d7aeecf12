using Registry.Tool.Demo;

namespace Registry.Tool.Tests.Demo;

/// <summary>Files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static ScenarioShelf Shelf { get; } = ScenarioShelf.Find(Root) ?? throw new InvalidOperationException("deploy/demo has no case.");

    public static string BorderReturn { get; } = Shelf.Text(ScenarioShelf.First);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Registry.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}

using System.Text.RegularExpressions;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>The repository that these tests were built from, as text.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files of a folder by extension, what is built left out.</summary>
    /// <param name="folder">From the root, e.g. <c>src</c>.</param>
    /// <param name="extension">E.g. <c>.cs</c>.</param>
    public static IReadOnlyList<SourceFile> Files(string folder, string extension)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension, SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllText(path)))
            .Where(file => !Built().IsMatch(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new InvalidOperationException($"no {extension} under {folder}");
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Registry.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("these tests run inside the repository");
    }

    [GeneratedRegex(@"(^|/)(obj|bin|node_modules)/")]
    private static partial Regex Built();
}

/// <summary>One file.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">As it stands.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>C# without its comments; strings stay, lines keep their numbers.</summary>
    public string Code { get; } = CSharpText.WithoutComments(Text);

    public int LineOf(int index) => Code.AsSpan(0, index).Count('\n') + 1;

    /// <summary>Every match in the code, as <c>path:line: text</c>.</summary>
    public IEnumerable<string> Find(Regex pattern) =>
        pattern.Matches(Code).Select(match => $"{Path}:{LineOf(match.Index)}: {match.Value.Trim()}");
}

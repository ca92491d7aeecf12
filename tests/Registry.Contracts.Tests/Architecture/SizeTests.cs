namespace Registry.Contracts.Tests.Architecture;

public sealed class SizeTests(ITestOutputHelper output)
{
    /// <summary>The subsets hold what we call and nothing else; beyond this they would be libraries of our own.</summary>
    private const int MostCompatLines = 3000;

    /// <summary>Lines that are not blank.</summary>
    private const int LongestFile = 250;

    /// <summary>A test file tells many cases of one thing; a case told as data runs longer still.</summary>
    private const int LongestTest = 300;

    [Fact]
    public void The_subsets_stay_small()
    {
        var bySubset = Repository.Files("src/Compat", ".cs")
            .GroupBy(file => file.Path.Split('/')[2], file => CSharpText.CodeLines(file.Text))
            .Select(subset => (Name: subset.Key, Lines: subset.Sum())).ToList();
        var total = bySubset.Sum(subset => subset.Lines);

        output.WriteLine(
            $"src/Compat: {total} lines of code of {MostCompatLines} ({string.Join(", ", bySubset.Select(one => $"{one.Name} {one.Lines}"))})");
        Assert.InRange(total, 1, MostCompatLines);
    }

    [Fact]
    public void A_line_of_code_is_one_that_says_something()
    {
        const string text = """
            // A comment.

            /* And a
               long one. */
            namespace Some; // one

            {
                Call("// two"); /* inside */
            });
            """;

        Assert.Equal(2, CSharpText.CodeLines(text));
    }

    [Fact]
    public void No_file_is_too_long_to_be_read_at_once()
    {
        Assert.Empty(LongerThan(LongestFile, "src").Concat(LongerThan(LongestTest, "tests")));
    }

    [Fact]
    public void Every_room_says_what_it_is()
    {
        string[] houses = ["src", "src/Compat"];
        var rooms = houses.SelectMany(house => Directory.EnumerateDirectories(Path.Combine(Repository.Root, house)))
            .Select(room => Path.GetRelativePath(Repository.Root, room))
            .Where(room => Path.GetFileName(room) is not ("obj" or "bin"))
            .Concat(houses).Append("tests").Append("protos");

        var silent = rooms.Where(room => !File.Exists(Path.Combine(Repository.Root, room, "README.md")));

        Assert.Empty(silent);
    }

    private static IEnumerable<string> LongerThan(int most, string folder) => Repository.Files(folder, ".cs")
        .Select(file => (file.Path, Lines: file.Text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line))))
        .Where(file => file.Lines > most)
        .Select(file => $"{file.Path}: {file.Lines} lines that are not blank, {most} at most");
}

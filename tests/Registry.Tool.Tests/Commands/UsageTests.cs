namespace Registry.Tool.Tests.Commands;

/// <summary>Mistyped commands and wrong directories: a clear word and an exit code, and nothing made or changed.</summary>
public sealed class UsageTests
{
    public static TheoryData<string[], string> Mistyped => new()
    {
        { ["up"], "'--data' is required" },
        { ["up", "--data", "/nowhere", "--bad"], "--bad" },
        { ["up", "--data", "/nowhere", "--port", "65536"], "--port: a port of 0 to 65535 is expected" },
        { ["up", "--data", "/nowhere", "--http-port", "-1"], "--http-port: a port of 0 to 65535 is expected" },
        { ["nothing"], "nothing" },
        { ["log", "export", "--data", "/nowhere"], "'--out' is required" },
        { ["log", "proof", "--data", "/nowhere", "--out", "x"], "'--record' is required" },
        { ["token", "--data", "/nowhere", "--agency", "CA-TTH", "--officer", "x"], "'--scope' is required" },
    };

    [Theory, MemberData(nameof(Mistyped))]
    public async Task A_mistyped_command_names_what_is_wrong_and_ends_with_2(string[] arguments, string expected)
    {
        var ran = await Ran.Registryctl(arguments);

        Assert.Equal(2, ran.Code);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/nowhere"));
    }

    [Theory]
    [InlineData("token --agency CA-TTH --officer x --scope victim.announce")]
    [InlineData("migrate")]
    [InlineData("log export --out out")]
    [InlineData("log proof --record 0f8fad5b-d9cb-469f-a165-70867728950e --out proof")]
    public async Task A_command_on_a_directory_that_is_no_registry_says_so_and_makes_nothing(string command)
    {
        using var scratch = new Scratch();

        var ran = await Ran.Registryctl([.. command.Split(' '), "--data", scratch.Root]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("is not the data directory of a registry; make one with: registryctl up", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.Root));
    }

    [Fact]
    public async Task Up_leaves_a_directory_with_other_things_alone()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["letter.txt"], "mine", TestContext.Current.CancellationToken);

        var ran = await Ran.Registryctl("up", "--data", scratch.Root);

        Assert.Equal(1, ran.Code);
        Assert.Contains("is not empty and not the data directory of a registry", ran.Error, StringComparison.Ordinal);
        Assert.Equal([scratch["letter.txt"]], Directory.EnumerateFileSystemEntries(scratch.Root));
    }

    [Fact]
    public async Task Up_refuses_a_file_in_place_of_a_directory()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["file"], "", TestContext.Current.CancellationToken);

        var ran = await Ran.Registryctl("up", "--data", scratch["file"]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("is a file; name a directory", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01.03.2016")]
    [InlineData("2016-13-01")]
    [InlineData("")]
    public async Task Up_expects_a_law_date_in_one_form(string date)
    {
        using var scratch = new Scratch();

        var ran = await Ran.Registryctl("up", "--data", scratch["new"], "--law-date", date);

        Assert.Equal(1, ran.Code);
        Assert.Contains("--law-date: a date as 2016-03-01 is expected", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch["new"]));
    }

    [Theory]
    [InlineData("up"), InlineData("token"), InlineData("migrate"), InlineData("log export"), InlineData("log proof"), InlineData("version")]
    public async Task Every_command_explains_itself(string command)
    {
        var ran = await Ran.Registryctl([.. command.Split(' '), "--help"]);

        Assert.Equal(0, ran.Code);
        Assert.Contains("Description:", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"registryctl {command}", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_says_which_subsets_stand_in_for_packages()
    {
        var ran = await Ran.Registryctl("version");

        Assert.Equal(0, ran.Code);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^registryctl \d+\.\d+\.\d+", lines[0]);
        Assert.Matches(@"^(subsets in place of published packages: Compat\.\w+(, Compat\.\w+)* \(not for production\)|published packages only)$", lines[1]);
    }
}

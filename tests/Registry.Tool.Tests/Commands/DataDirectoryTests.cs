using Registry.Tool.Embedded;

namespace Registry.Tool.Tests.Commands;

/// <summary>What a data directory keeps of the start that made it.</summary>
public sealed class DataDirectoryTests
{
    [Fact]
    public void Goes_on_under_the_province_that_it_was_begun_for_and_under_no_other()
    {
        using var scratch = new Scratch();
        var directory = DataDirectory.OpenOrCreate(scratch["data"]);
        directory.Expect("Hue");
        directory.Keep("Hue");

        directory.Expect("Hue");
        directory.Expect("/anywhere/Hue/");
        directory.Keep("Elsewhere");

        Assert.Contains("begun for Hue", Assert.Throws<CommandFailedException>(() => DataDirectory.Open(scratch["data"]).Expect("Elsewhere")).Message, StringComparison.Ordinal);
    }
}

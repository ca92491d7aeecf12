using Registry.AccessLog;
using Registry.Tool.Embedded;

namespace Registry.Tool.Tests.Commands;

/// <summary>What a data directory keeps of the start that made it.</summary>
public sealed class DataDirectoryTests
{
    [Fact]
    public async Task Two_directories_are_two_logs_and_what_is_kept_of_one_refuses_the_other()
    {
        using var scratch = new Scratch();
        var (one, other) = (DataDirectory.OpenOrCreate(scratch["one"]), DataDirectory.OpenOrCreate(scratch["other"]));
        using var key = Ed25519Key.FromSeed(await File.ReadAllBytesAsync(one.LogSeed, TestContext.Current.CancellationToken));
        var policy = LogPolicy.OfLog([new Ed25519NoteSigner(one.Identity.LogOrigin, key).Key]);
        var note = await new Checkpoint(other.Identity.LogOrigin, new TreeHead(1, Merkle.Leaf([1]))).SignAsync([new Ed25519NoteSigner(other.Identity.LogOrigin, key)]);

        Assert.NotEqual(one.Identity.LogOrigin, other.Identity.LogOrigin);
        Assert.Equal(one.Identity.LogOrigin, DataDirectory.Open(scratch["one"]).Identity.LogOrigin);
        // Even with the key of the first: a log that begins anew bears another name.
        Assert.Throws<VerificationFailedException>(() => policy.Verify(note));
    }

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

using Registry.AccessLog;

namespace Registry.Tool.Tests.Commands;

/// <summary>`monitor` as a process: its words and exit codes, over a folder and over HTTP.</summary>
public sealed class MonitorTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly SmallLog log = new();

    public MonitorTests() => File.WriteAllText(scratch["policy"], LogPolicy.OfLog([log.Key]).Text);

    [Fact]
    public async Task Every_finding_has_its_word_and_its_exit_code()
    {
        Assert.Equal((1, "NOTHING LEARNT"), await Look(publish: null));
        Assert.Equal((0, "CONSISTENT"), await Look(300));
        Assert.Equal((0, "CONSISTENT"), await Look(700));
        Assert.Equal((5, "ROLLED BACK"), await Look(300));
        Assert.Equal((4, "FORK"), await Look(800, forkAt: 9));
        Assert.Equal((4, "FORK"), await Look(700, forkAt: 9));
        Assert.Equal((0, "CONSISTENT"), await Look(701));
        await File.WriteAllTextAsync(scratch["log/checkpoint"], "not a note", TestContext.Current.CancellationToken);
        Assert.Equal((3, "NOT GENUINE"), await Look(publish: null));
        Assert.Equal(6, Directory.GetFiles(scratch["state/evidence"]).Length);
    }

    [Theory]
    [InlineData(0, 0, "CONSISTENT")]
    [InlineData(60, 6, "OLD")]
    [InlineData(-60, 6, "OLD")]
    public async Task A_checkpoint_that_is_too_old_or_dated_ahead_is_said_to_be_old(int minutesAgo, int code, string word)
    {
        var policy = LogPolicy.OfLog([log.Key, log.TimeKey]);
        await File.WriteAllTextAsync(scratch["policy"], policy.Text, TestContext.Current.CancellationToken);

        Assert.Equal((code, word), await Look(policy, 3, await log.Sign(3, TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo))));
    }

    [Fact]
    public async Task A_checkpoint_that_too_few_witnesses_signed_is_said_to_be_so()
    {
        using var key = Ed25519Key.FromSeed(new byte[32]);
        var witness = new CosignatureSigner("witness.test/one", key, TimeProvider.System).Key;
        await File.WriteAllTextAsync(scratch["policy"], $"log {log.Key}\nwitness one {witness}\nquorum one\n", TestContext.Current.CancellationToken);

        Assert.Equal((7, "TOO FEW WITNESSES"), await Look(LogPolicy.OfLog([log.Key]), 3, await log.Sign(3)));
    }

    [Fact]
    public async Task Over_HTTP_it_follows_the_same_files()
    {
        using var server = new TestFiles(scratch["log"]);

        Assert.Equal((0, "CONSISTENT"), await Look(300, at: server.Url));
        Assert.Equal((0, "CONSISTENT"), await Look(70_000, at: server.Url));
        Assert.Equal((5, "ROLLED BACK"), await Look(5, at: server.Url));
    }

    [Fact]
    public async Task A_question_that_cannot_be_asked_is_refused_with_the_name_of_the_option()
    {
        Directory.CreateDirectory(scratch["log"]);
        foreach (var (option, arguments) in new (string, string[])[]
        {
            ("--log", ["--log", "gopher://x", "--policy", scratch["policy"], "--state", scratch["state"]]),
            ("--policy", ["--log", scratch["log"], "--policy", scratch["none"], "--state", scratch["state"]]),
            ("--policy", ["--log", scratch["log"], "--policy", scratch["log"], "--state", scratch["state"]]),
        })
        {
            var ran = await Ran.Registryctl(["monitor", .. arguments]);
            Assert.Equal(1, ran.Code);
            Assert.Contains(option, ran.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await Ran.Registryctl("monitor", "--log", scratch["log"], "--policy", scratch["policy"], "--state", scratch["state"], "--max-age", "soon")).Code);
    }

    public void Dispose()
    {
        log.Dispose();
        scratch.Dispose();
    }

    private async Task<(int Code, string Word)> Look(int? publish, int forkAt = int.MaxValue, string? at = null)
    {
        Directory.CreateDirectory(scratch["log"]);
        return publish is { } size ? await Look(LogPolicy.OfLog([log.Key]), size, await log.Sign(size, forkAt), forkAt, at) : await Look(at);
    }

    /// <summary>Publishes a checkpoint of so many lines, and looks.</summary>
    private async Task<(int Code, string Word)> Look(LogPolicy policy, int size, SignedNote note, int forkAt = int.MaxValue, string? at = null)
    {
        Directory.CreateDirectory(scratch["log"]);
        Directory.Delete(scratch["log"], recursive: true);
        using (var writer = TileDirectoryWriter.Open(scratch["log"], policy, withRecords: false))
            await writer.WriteAsync(Lines(size, forkAt), One(note));
        return await Look(at);
    }

    private async Task<(int Code, string Word)> Look(string? at)
    {
        var ran = await Ran.Registryctl("monitor", "--log", at ?? scratch["log"], "--policy", scratch["policy"], "--state", scratch["state"]);
        return (ran.Code, (ran.Output + ran.Error).Split(':')[0]);
    }

    private static async IAsyncEnumerable<ExportLine> Lines(int size, int forkAt)
    {
        await Task.Yield();
        for (var i = 0; i < size; i++)
            yield return new ExportLine(BitConverter.GetBytes(i < forkAt ? i : -i), null);
    }

    private static async IAsyncEnumerable<SignedNote> One(SignedNote note)
    {
        await Task.Yield();
        yield return note;
    }
}

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
        if (publish is { } size)
        {
            Directory.Delete(scratch["log"], recursive: true);
            using var writer = TileDirectoryWriter.Open(scratch["log"], LogPolicy.OfLog([log.Key]), withRecords: false);
            await writer.WriteAsync(Lines(size, forkAt), One(await log.Sign(size, forkAt)));
        }

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

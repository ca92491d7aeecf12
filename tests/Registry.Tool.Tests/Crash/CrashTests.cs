using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Testing.Running;
using Registry.Tool.Embedded;
using Registry.Tool.Tests.Commands;
using Continued = Registry.Testing.Running.RunningRegistry;

namespace Registry.Tool.Tests.Crash;

/// <summary>
/// Two real server processes of one registry are killed at random moments under load, one of them or both, some with the databases. What a client was told
/// before has its line afterwards, whoever told it: the receipts that the clients kept say so.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;
    private const int KillsEach = 20;

    private static readonly bool Long = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is not null;

    /// <summary>With REGISTRY_TESTS_LONG two hundred kills, twenty a registry, every other with keys from a process of its own; else the first few of the first.</summary>
    public static TheoryData<int, int, bool> Runs => Long ? [.. Enumerable.Range(0, 10).Select(run => (Seed + run, KillsEach, run % 2 == 0))] : new() { { Seed, 2, true } };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_answer_that_a_client_got_has_its_line_however_often_the_server_is_killed(int seed, int kills, bool keysApart)
    {
        using var scratch = new Scratch();
        var random = new Random(seed);
        var told = new List<KeptAnswer>();
        var cases = 0;
        LogPolicy? policy = null;
        await using (var servers = await TwoServers.Start(scratch["data"], keysApart))
        {
            using var store = ReceiptStore.Open(scratch["kept.receipts"]);
            var inbox = new CrashInbox(DataDirectory.Open(scratch["data"]), servers.Addresses);
            for (var kill = 0; kill < kills; kill++)
            {
                var load = new CrashLoad(DataDirectory.Open(scratch["data"]), servers.Addresses, random.Next(), store);
                await Under(load, servers, Chosen(kill, random), random);
                if (load.Wrong.Count > 0)
                    Assert.Fail(string.Join('\n', load.Wrong) + '\n' + await servers.Faults());
                Assert.Empty(await inbox.Missing(load.Registered));
                told.AddRange(load.Answers);
                cases += load.Cases;

                await using var beside = await Continued.Beside(scratch["data"]);
                policy = beside.Policy;
                await beside.VerifyAnswers(told);
                await AllKept(beside, scratch["kept.receipts"], scratch["shown"], told.Count);
            }
        }

        // As the last processes left it, before another one brings it up to date.
        var left = await Verified(DataDirectory.Open(scratch["data"]).PublishedLog, policy!);
        output.WriteLine($"{kills} kills, {told.Count} answers, {cases} cases, {left.Size} lines in the folder that was left");
        Assert.True(told.Count > 10 * kills && cases > 0, "the load got too few answers to say anything");
        await using var registry = await Continued.On(scratch["data"]);
        await registry.VerifyEverything();
        await registry.VerifyAnswers(told);
        await IsPublished(registry, DataDirectory.Open(scratch["data"]).PublishedLog, scratch["kept.receipts"], scratch["shown"], told.Count);
    }

    /// <summary>The first kills are of every kind; the databases go with every fifth.</summary>
    private static Victims Chosen(int kill, Random random) => kill switch
    {
        0 => Victims.Second,
        1 => Victims.First | Victims.Databases,
        2 => Victims.Both,
        _ when kill % 5 == 0 => (random.Next(2) == 0 ? Victims.First : Victims.Both) | Victims.Databases,
        _ => (Victims)random.Next((int)Victims.First, (int)Victims.Both + 1),
    };

    /// <summary>Clients call while servers are killed and while these start again.</summary>
    private static async Task Under(CrashLoad load, TwoServers servers, Victims victims, Random random)
    {
        using var gone = new CancellationTokenSource();
        var running = load.Run(gone.Token);
        for (var waited = 0; load.Answers.Count == 0 && waited < 100; waited++)
            await Task.Delay(50);
        await Task.Delay(random.Next(50, 1500));
        await servers.Kill(victims);
        await servers.StartAgain();
        await gone.CancelAsync();
        await running;
    }

    /// <summary>The served folder by its files alone: every tile, entry and root under the checkpoint that stands there.</summary>
    private static async Task<TreeHead> Verified(string folder, LogPolicy policy)
    {
        var verdict = await new LogVerifier(folder, policy, []).RunAsync();
        Assert.Null(verdict.Finding);
        return verdict.Checkpoint!.Head;
    }

    /// <summary>What is served is the log, whole: the database's own copy contains its checkpoint, and every answer that a client got is proven by its files.</summary>
    private static async Task IsPublished(Continued registry, string folder, string kept, string shown, int expected)
    {
        await Verified(folder, registry.Policy);
        await Proven(registry, kept, folder, expected);
        var served = new KeptCheckpoint("served", SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, ExportLayout.Checkpoint))));
        await new LogExporter(registry.Service<LogReader>(), registry.Policy).Export(shown, withRecords: false, null, default);
        Assert.Null((await new LogVerifier(shown, registry.Policy, [served]).RunAsync()).Finding);
    }

    /// <summary>Checked against one copy that grows: what it showed after one kill is continued after the next.</summary>
    private static async Task AllKept(Continued registry, string kept, string shown, int expected)
    {
        await new LogExporter(registry.Service<LogReader>(), registry.Policy).Export(shown, withRecords: false, null, default);
        await Proven(registry, kept, shown, expected);
    }

    private static async Task Proven(Continued registry, string kept, string folder, int expected)
    {
        await using var file = new FileStream(kept, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var verdict = new ReceiptChecker(folder, registry.Policy, TimeProvider.System.GetUtcNow().AddHours(1), TimeSpan.Zero).Run(ReceiptFile.Read(file));
        Assert.Empty(verdict.Findings);
        Assert.Equal(expected, verdict.Kept);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Embedded;
using Registry.V1;
using Continued = Registry.Testing.Running.RunningRegistry;

namespace Registry.Tool.Tests.Commands;

/// <summary>
/// A real server process is killed at random moments under load, every third time with its databases. What a client was told before has its
/// line afterwards: the receipts that the clients kept say so.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    private static readonly int Kills = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 3 : 200;

    private static readonly StatusCode[] Nothing = [StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.DeadlineExceeded, StatusCode.Internal, StatusCode.Unknown];

    [Fact]
    public async Task Every_answer_that_a_client_got_has_its_line_however_often_the_server_is_killed()
    {
        using var scratch = new Scratch();
        var random = new Random(Seed);
        var kept = scratch["kept.receipts"];
        var answers = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var up = await Up.Start(scratch["data"], "--law-date", "2016-03-01");
            using var store = ReceiptStore.Open(kept);
            answers += await Under(up, store, TimeSpan.FromMilliseconds(random.Next(50, 1500)), () => Kill(up, withDatabases: kill % 3 == 2));
        }

        output.WriteLine($"{Kills} kills, {answers} answers");
        Assert.True(answers > Kills, "the load got too few answers to say anything");
        await using var registry = await Continued.On(scratch["data"]);
        await registry.VerifyEverything();
        await AllKept(registry, kept, scratch["shown"], answers);
    }

    /// <summary>Clients call until the server is gone; the number of answers that told them anything.</summary>
    private static async Task<int> Under(Up up, ReceiptStore store, TimeSpan life, Func<Task> kill)
    {
        var data = DataDirectory.Open(up.Data);
        var address = new Uri("http://" + up.Grpc);
        var unproven = new ConcurrentQueue<string>();
        using var gone = new CancellationTokenSource();
        var told = 0;
        var clients = Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            var officer = number % 2 == 0 ? Officers.District : Officers.Police;
            var token = TokenIssuer.Issue(data, new TokenRequest(officer.Agency, officer.Name, officer.Scope, null, TimeSpan.FromMinutes(10)), TimeProvider.System);
            using var desk = new Desk(address, () => token, TimeSpan.FromSeconds(5));
            while (!gone.IsCancellationRequested)
            {
                var answer = await desk.Send(number % 2 == 0 ? Look() : Announcement());
                if (answer.Receipt is { } receipt)
                {
                    store.Append(new KeptReceipt(TimeProvider.System.GetUtcNow(), answer.Status.ToString(), receipt));
                    Interlocked.Increment(ref told);
                }
                else if (!Nothing.Contains(answer.Status))
                {
                    unproven.Enqueue($"{answer.Status} {answer.Reason}");
                }
            }
        })).ToList();

        for (var waited = 0; Volatile.Read(ref told) == 0 && waited < 100; waited++)
            await Task.Delay(50);
        await Task.Delay(life);
        await kill();
        await gone.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Empty(unproven);
        return told;
    }

    private static async Task Kill(Up up, bool withDatabases)
    {
        var databases = Up.Postmasters(up.Data);
        await up.End("KILL");
        foreach (var pid in withDatabases ? databases : [])
            await Ran.Program("kill", ["-s", "KILL", pid.ToString(CultureInfo.InvariantCulture)]);
    }

    private static async Task AllKept(Continued registry, string kept, string shown, int expected)
    {
        await new LogExporter(registry.Service<LogReader>(), registry.Policy).Export(shown, withRecords: false, null, default);
        await using (var file = File.OpenRead(kept))
        {
            var verdict = new ReceiptChecker(shown, registry.Policy, TimeProvider.System.GetUtcNow().AddHours(1), TimeSpan.Zero).Run(ReceiptFile.Read(file));
            Assert.Empty(verdict.Findings);
            Assert.Equal(expected, verdict.Kept);
        }

        await using var again = File.OpenRead(kept);
        foreach (var one in ReceiptFile.Read(again))
            Assert.Equal(one.Receipt.Index, (await registry.Service<LogReader>().Find(one.Receipt.RecordId, default))?.Index);
    }

    private static GetIdentityRequest Look() => BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

    private static AnnounceReturnRequest Announcement() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        ExpectedOn = BorderReturn.Day,
        Persons = 1,
        Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
    };
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Npgsql;
using Registry.AccessLog;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Load;

/// <summary>What an inspector waits for over a long log: the start of a server on it, the first list, lists after it; and what the index holds.</summary>
internal static class LogIndex
{
    /// <summary>Enough to fill the writer's batches.</summary>
    private const int Callers = 512;

    private const int Lists = 20;

    public static async Task Run(int lines)
    {
        await using var registry = await RunningRegistry.Start(durable: true);
        await Fill(registry, lines);
        var empty = Held();
        await registry.StopServer();

        var watch = Stopwatch.StartNew();
        await registry.StartServer();
        Say("start of server and clusters", watch.Elapsed);
        using var desk = registry.Desk(Officers.Inspector);
        watch.Restart();
        var calls = await FirstList(desk);
        Say($"first ListAccesses, of a person, at the call {calls}", watch.Elapsed);
        foreach (var (name, request) in ((string, Func<int, ListAccessesRequest>)[])[("of a person", OfPerson), ("of an officer", OfOfficer)])
        {
            var took = new List<TimeSpan>();
            for (var i = 0; i < Lists; i++)
            {
                watch.Restart();
                await desk.Audit.ListAccessesAsync(request(i), desk.Options);
                took.Add(watch.Elapsed);
            }

            Say($"ListAccesses {name}, median of {Lists}", took.Order().ElementAt(Lists / 2));
        }

        await Export(registry);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live heap {empty / 1e6:0} MB before, {Held() / 1e6:0} MB with {lines} lines kept ready: {(Held() - empty) / lines} bytes a line"));
    }

    /// <summary>What the exporter writes for an inspectorate: tiles, entries and records of the whole log, from the database to files.</summary>
    private static async Task Export(RunningRegistry registry)
    {
        var folder = Directory.CreateTempSubdirectory("registry-load-");
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var head = await new LogExporter(registry.Service<LogReader>(), registry.Policy).Export(folder.FullName, withRecords: true, progress: null, default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"export of {head.Size} lines: {head.Size / watch.Elapsed.TotalSeconds:0} a second by the clock, {head.Size / (Environment.CpuUsage.TotalTime - before).TotalSeconds:0} for each CPU second of this process"));
        folder.Delete(recursive: true);
    }

    /// <summary>An index that is not built yet lets calls run into their deadlines; it goes on with the next one.</summary>
    internal static async Task<int> FirstList(Desk desk)
    {
        for (var call = 1; ; call++)
        {
            try
            {
                await desk.Audit.ListAccessesAsync(OfPerson(1), desk.Options.Headers, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
                return call;
            }
            catch (RpcException late) when (late.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Unavailable && call < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <summary>Writes so many lines of other people.</summary>
    internal static async Task Fill(RunningRegistry registry, int lines)
    {
        await using var app = NpgsqlDataSource.Create(registry.App);
        using var sealer = await RecordSealer.Start(registry.Service<LocalAuditKey>().PublicKey, new AuditEpochs(app), TimeProvider.System, CancellationToken.None);
        using var key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
        await using var log = new LogWriter(registry.App, new LogWriterOptions { AnswerWithin = TimeSpan.FromSeconds(30) }, signer: new ReceiptSigner("log.load/1", key));
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var line && line < lines)
            {
                var (id, subject) = (Guid.NewGuid(), GeneratedLog.PersonOf(line));
                var parts = sealer.Seal(id, GeneratedLog.Said(id, line), [], LineScope.About(subject));
                await log.Write(new Line(id, parts, null, 0, subject, new HashSet<Domain.Access.FieldClass>(), IsGrant: false), default);
            }
        }));
    }

    private static ListAccessesRequest OfPerson(int number) => new() { Context = Why(), PersonId = GeneratedLog.PersonOf(number).ToString() };

    private static ListAccessesRequest OfOfficer(int number) => new() { Context = Why(), Officer = GeneratedLog.OfficerOf(number) };

    private static AccessContext Why() => BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");

    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Say(string what, TimeSpan took) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {took.TotalMilliseconds:0} ms"));
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Store.Log;
using Registry.Testing.Running;

namespace Registry.Load;

/// <summary>What a line costs on its way through the hardened writer, with fsync on: sealed, appended, committed, its receipt signed.</summary>
internal static class LogLines
{
    private const int Rounds = 3;

    /// <summary>Enough callers to fill the largest batch, twice over.</summary>
    private const int Many = 512;

    public static async Task Run(TimeSpan length)
    {
        await using var registry = await RunningRegistry.Start(durable: true);
        await using var app = NpgsqlDataSource.Create(registry.App);
        using var sealer = await RecordSealer.Start(registry.Service<LocalAuditKey>().PublicKey, new AuditEpochs(app), TimeProvider.System, CancellationToken.None);
        using var key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));

        Console.WriteLine("| lines a batch at most | lines/s | of batch 1 | lines for each CPU second of this process | database, CPU s for each 1000 lines |");
        Console.WriteLine("|---|---|---|---|---|");
        double? first = null;
        foreach (var batch in (int[])[1, 32, 256])
        {
            var rounds = new List<(double Lines, double Own, double Database)>();
            for (var round = 0; round < Rounds; round++)
                rounds.Add(await Batches(registry, sealer, key, batch, length));
            var (lines, own, database) = rounds.OrderBy(one => one.Lines).ElementAt(Rounds / 2);
            first ??= lines;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {batch} | {lines:0} | {lines / first:0.0} | {lines * length.TotalSeconds / own:0} | {database * 1000 / (lines * length.TotalSeconds):0.00} |"));
        }

        Console.WriteLine();
        Console.WriteLine("| callers | lines/s | added p50 ms | added p99 ms |");
        Console.WriteLine("|---|---|---|---|");
        await using var log = Writer(registry, key, 256);
        foreach (var callers in (int[])[1, 8, 64])
        {
            await Burst.Run(() => log.Write(Line(sealer), default), callers, TimeSpan.FromSeconds(1));
            var figure = await Burst.Run(() => log.Write(Line(sealer), default), callers, length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {callers} | {figure.PerSecond:0} | {figure.At(0.5):0.0} | {figure.At(0.99):0.0} |"));
        }

        await registry.VerifyEverything();
    }

    private static async Task<(double Lines, double Own, double Database)> Batches(RunningRegistry registry, RecordSealer sealer, Ed25519Key key, int batch, TimeSpan length)
    {
        await using var log = Writer(registry, key, batch);
        await Burst.Run(() => log.Write(Line(sealer), default), Many, TimeSpan.FromSeconds(1));
        var (own, database) = (Process.GetCurrentProcess().TotalProcessorTime, PostgresTime());
        var figure = await Burst.Run(() => log.Write(Line(sealer), default), Many, length);
        return (figure.PerSecond, (Process.GetCurrentProcess().TotalProcessorTime - own).TotalSeconds, PostgresTime() - database);
    }

    private static LogWriter Writer(RunningRegistry registry, Ed25519Key key, int batch) => new(
        registry.App, new LogWriterOptions { BatchSize = batch, AnswerWithin = TimeSpan.FromSeconds(30) }, signer: new ReceiptSigner("log.load/1", key));

    private static Line Line(RecordSealer sealer)
    {
        var (id, subject) = (Guid.NewGuid(), Guid.NewGuid());
        var said = Encoding.UTF8.GetBytes($$"""{"v":1,"at":"2026-01-01T00:00:00+00:00","kind":"denial","method":"Load","purpose":"audit","trace":"{{id}}"}""");
        return new Line(id, sealer.Seal(id, said, [], LineScope.About(subject)), null, 0, subject, new HashSet<FieldClass>(), IsGrant: false);
    }

    /// <summary>Processor time of every PostgreSQL of this machine that lives, in seconds; those of others are in it, too.</summary>
    private static double PostgresTime()
    {
        var seconds = 0.0;
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    // Its processes write what they do behind their name.
                    if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
                        continue;
                    seconds += process.TotalProcessorTime.TotalSeconds;
                }
                catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // It ended meanwhile.
                }
            }
        }

        return seconds;
    }
}

using Npgsql;
using Registry.Store.Clusters;
using Registry.Store.Log;
using Registry.Store.Schema;

namespace Registry.Store.Tests.Log;

/// <summary>The connection breaks at the worst moments: nothing claimed is lost, nothing is written twice.</summary>
public sealed class LogFaultTests : LogDatabaseTests
{
    private static readonly LogWriterOptions Patient = new() { AnswerWithin = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_backend_that_dies_between_append_and_commit_costs_no_line(int lines)
    {
        var faults = new LogFaults { BeforeCommit = Once(KillAndWait) };
        await using var log = new LogWriter(Database.AppConnection, Patient, null, faults);

        var results = await log.WriteMany(Enumerable.Range(0, lines).Select(_ => Database.Line()).ToList(), default);

        Assert.All(results, result => Assert.IsType<LineResult.Granted>(result));
        Assert.Equal(lines, (await Database.CheckLog()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_backend_that_dies_after_commit_doubles_no_line(int lines)
    {
        var faults = new LogFaults { AfterCommit = Once(async process => { await KillAndWait(process); throw new IOException("the answer was lost"); }) };
        await using var log = new LogWriter(Database.AppConnection, Patient, null, faults);

        var results = await log.WriteMany(Enumerable.Range(0, lines).Select(_ => Database.Line()).ToList(), default);

        Assert.Equal(Enumerable.Range(0, lines).Select(i => (long)i), results.Select(result => ((LineResult.Granted)result).Receipt.LeafIndex));
        Assert.Equal(lines, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_commit_that_is_never_confirmed_gives_no_receipt_and_the_writer_goes_on()
    {
        var broken = true;
        var faults = new LogFaults { AfterCommit = _ => broken ? throw new IOException("the answer was lost") : Task.CompletedTask };
        await using var log = new LogWriter(Database.AppConnection, Patient, null, faults);

        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default));
        broken = false;

        // One line with one id, sent until the writer has found its way back: it is written once.
        var next = Database.Line();
        var written = await Eventually.Get(async () =>
        {
            try
            {
                return await log.Write(next, default);
            }
            catch (LogUnavailableException)
            {
                return null;
            }
        });

        Assert.IsType<LineResult.Granted>(written);
        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_warning_at_commit_is_an_unknown_outcome_and_is_looked_up()
    {
        await Database.Execute("""
            alter event trigger registry_freeze disable;
            create function public.warn() returns trigger language plpgsql as 'begin raise warning ''canceling wait''; return null; end';
            create constraint trigger warns after update on access_log.tree_state deferrable initially deferred for each row execute function public.warn()
            """);
        var commits = 0;
        var faults = new LogFaults { AfterCommit = _ => Task.FromResult(Interlocked.Increment(ref commits)) };
        await using var log = new LogWriter(Database.AppConnection, Patient, null, faults);

        var result = await log.Write(Database.Line(), default);

        Assert.IsType<LineResult.Granted>(result);
        Assert.Equal(2, commits);
        Assert.Single(await Database.CheckLog());
    }

    [Fact]
    public async Task Under_repeated_kills_every_claimed_line_is_there_once()
    {
        var commits = 0;
        var faults = new LogFaults
        {
            BeforeCommit = process => Interlocked.Increment(ref commits) % 5 == 0 ? KillAndWait(process) : Task.CompletedTask,
            AfterCommit = _ => Interlocked.Increment(ref commits) % 7 == 0 ? throw new IOException("the answer was lost") : Task.CompletedTask,
        };
        await using var log = new LogWriter(Database.AppConnection, Patient with { BatchSize = 8 }, null, faults);
        var claimed = new System.Collections.Concurrent.ConcurrentDictionary<Guid, long>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 120), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancel) =>
        {
            var line = Database.Line();
            try
            {
                claimed[line.RecordId] = ((LineResult.Granted)await log.Write(line, cancel)).Receipt.LeafIndex;
            }
            catch (LogUnavailableException)
            {
                // Not claimed. It may stand in the log all the same.
            }
        });

        var records = (await Database.CheckLog()).ToDictionary(record => record.Stored.Id, record => record.Index);
        Assert.NotEmpty(claimed);
        Assert.All(claimed, line => Assert.Equal(line.Value, records[line.Key]));
    }

    [Fact]
    public async Task A_database_that_stops_in_mid_flight_and_comes_back_is_served_again()
    {
        var directory = Directory.CreateTempSubdirectory("registry-cluster-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        try
        {
            await using var cluster = await PrivateCluster.Open(directory);
            await RegistrySchema.Apply(cluster.ConnectionString("postgres", "postgres"));
            await using var app = NpgsqlDataSource.Create(cluster.ConnectionString(RegistrySchema.AppRole, "postgres"));
            await new AuditEpochs(app).AddEpoch(Database.Epoch, new byte[384], default);
            await using var log = new LogWriter(cluster.ConnectionString(RegistrySchema.AppRole, "postgres"), Patient);
            var before = Assert.IsType<LineResult.Granted>(await log.Write(Database.Line(), default));

            await cluster.Stop("immediate");
            await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default));
            await Eventually.Get(() => Task.FromResult(log.Health.Connected ? null : "disconnected"));
            await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default));
            await cluster.Start();
            await Eventually.Get(() => Task.FromResult(log.Health.Connected ? "connected" : null));
            var after = Assert.IsType<LineResult.Granted>(await log.Write(Database.Line(), default));

            Assert.Equal((0L, 1L), (before.Receipt.LeafIndex, after.Receipt.LeafIndex));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Func<int, Task> Once(Func<int, Task> fault)
    {
        var left = 1;
        return process => Interlocked.Exchange(ref left, 0) == 1 ? fault(process) : Task.CompletedTask;
    }

    private async Task KillAndWait(int process)
    {
        await Database.Execute($"select pg_terminate_backend({process})");
        await Eventually.Get(async () =>
            (long)(await Database.Execute($"select count(*) from pg_stat_activity where pid = {process}"))! == 0 ? "gone" : null);
    }
}

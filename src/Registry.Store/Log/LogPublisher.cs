using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Keeps a folder of static files at the newest signed checkpoint, about twice a second: what mirrors, inspectors and callers read, and what proofs
/// are made from. The database is on no reader's path.
/// </summary>
/// <remarks>
/// <para>Several processes may run one: the holder of an advisory lock writes. Safety does not rest on that lock but on the folder's own, and on the
/// writer, which fsyncs tiles before it renames the checkpoint and publishes no smaller size and no other root.</para>
/// <para>A folder that holds more than the database stops it for good, and says why: the database was rolled back.</para>
/// </remarks>
/// <param name="reader">Data source of the login <c>registry_log_reader</c>; not owned.</param>
/// <param name="policy">Keys of the log.</param>
/// <param name="directory">The folder; its parent exists. Whoever writes there can withhold the log, and change nothing unseen.</param>
/// <param name="time">Null for the system's clock.</param>
public sealed class LogPublisher(NpgsqlDataSource reader, LogPolicy policy, string directory, TimeProvider? time = null) : IAsyncDisposable
{
    private const long ElectionKey = 0x7265_6770_7562;

    private readonly LogExporter exporter = new(new LogReader(reader), policy);
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private NpgsqlConnection? elected;
    private TileDirectoryWriter? files;
    private Task loop = Task.CompletedTask;
    private long lastRound;

    /// <summary>Why publishing stopped for good, or null. An alarm of the first rank.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Age of the last round that found everything published, here or by another process; counted from the start while there was none.</summary>
    public TimeSpan? SinceLastRound => Interlocked.Read(ref lastRound) is > 0 and var at ? clock.GetElapsedTime(at) : null;

    /// <summary>Begins to publish by itself.</summary>
    /// <param name="every">Null for half a second.</param>
    public void Start(TimeSpan? every = null)
    {
        Interlocked.CompareExchange(ref lastRound, Math.Max(1, clock.GetTimestamp()), 0);
        loop = Task.Run(() => Loop(every ?? TimeSpan.FromMilliseconds(500)));
    }

    /// <summary>Brings the folder up to the newest signed checkpoint.</summary>
    /// <returns>What is published now; null when another process publishes.</returns>
    /// <exception cref="LogRolledBackException">See <see cref="Refusal"/>; never publishes again.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process writes there.</exception>
    public async Task<TreeHead?> PublishOnce(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (Refusal is not null)
                throw new LogRolledBackException(Refusal);
            if (!await Elected(cancel))
            {
                // The lock is free to anybody; that somebody holds it says nothing about the folder.
                if (await exporter.IsCurrent(directory, cancel))
                    Interlocked.Exchange(ref lastRound, Math.Max(1, clock.GetTimestamp()));
                return null;
            }

            files ??= TileDirectoryWriter.Open(directory, policy, withRecords: false);
            var head = await exporter.Continue(files, cancel);
            Interlocked.Exchange(ref lastRound, Math.Max(1, clock.GetTimestamp()));
            return head;
        }
        catch (Exception refused) when (refused is VerificationFailedException or FormatException)
        {
            await StepDown();
            Refusal ??= $"The log cannot be published: {refused.Message} Nothing is published until an operator has settled this: see {Runbook.LogUnpublished}";
            throw new LogRolledBackException(Refusal);
        }
        catch
        {
            // The writer is spent after a failure; the next round opens the folder again and resumes.
            await StepDown();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Publishes what was signed last, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        try
        {
            await PublishOnce(CancellationToken.None);
        }
        catch (Exception unpublished) when (unpublished is LogRolledBackException or NpgsqlException or IOException or InvalidOperationException or TimeoutException or UnauthorizedAccessException)
        {
            // The next process publishes it.
        }

        await StepDown();
        stopping.Dispose();
        turn.Dispose();
    }

    private async Task Loop(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await PublishOnce(stopping.Token);
                }
                catch (Exception away) when (away is NpgsqlException or IOException or InvalidOperationException or TimeoutException or UnauthorizedAccessException)
                {
                    // Database or disk away: the age of the last round raises the alarm.
                }
            }
        }
        catch (Exception ended) when (ended is LogRolledBackException or OperationCanceledException)
        {
            // Stopped, or refused for good: Refusal says so.
        }
    }

    /// <summary>The lock lives as long as its session, so the session is asked each time.</summary>
    private async Task<bool> Elected(CancellationToken cancel)
    {
        var session = elected ?? await reader.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand(elected is null ? "select pg_try_advisory_lock($1)" : "select $1 is not null", session);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ElectionKey });
            if (await command.ExecuteScalarAsync(cancel) is true)
                elected = session;
            return elected is not null;
        }
        finally
        {
            if (elected is null)
                await session.DisposeAsync();
        }
    }

    private async Task StepDown()
    {
        files?.Dispose();
        files = null;
        if (elected is not { } session)
            return;
        elected = null;
        try
        {
            // A pooled connection keeps its locks until somebody uses it again.
            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", session);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ElectionKey });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            // The session is gone, and the lock with it.
        }
        finally
        {
            await session.DisposeAsync();
        }
    }
}

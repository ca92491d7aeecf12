using Npgsql;

namespace Registry.Store.Log;

/// <summary>
/// Writes the outcome lines that are still owed: a row lies in the outbox from the transaction of the events until its line is on disk.
/// </summary>
/// <remarks>At least once: a row may be sent again after a crash or by a second process; its record id makes the log recognise it.</remarks>
public sealed class OutboxDrainer : IAsyncDisposable
{
    private const int PageSize = 256;

    private readonly NpgsqlDataSource app;
    private readonly LogWriter log;
    private readonly Func<OutboxRow, CancellationToken, ValueTask<Line>> open;
    private readonly TimeSpan every;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim owed = new(0, 1);
    private readonly Task loop;
    private int stuck;

    /// <param name="app">Data source of the service's login; not owned.</param>
    /// <param name="log">The writer; not owned, disposed after this.</param>
    /// <param name="open">Turns a row into its line; the line MUST carry the row's record id. A row that cannot be opened stays.</param>
    /// <param name="every">How often to look for rows that nobody announced; null for two seconds.</param>
    public OutboxDrainer(
        NpgsqlDataSource app, LogWriter log, Func<OutboxRow, CancellationToken, ValueTask<Line>> open, TimeSpan? every = null, TimeProvider? time = null)
    {
        this.app = app;
        this.log = log;
        this.open = open;
        this.every = every ?? TimeSpan.FromSeconds(2);
        this.time = time ?? TimeProvider.System;
        loop = Task.Run(Loop);
    }

    /// <summary>Rows that could not be turned into a line in the last round. Above 0 an operator must look.</summary>
    public int Stuck => Volatile.Read(ref stuck);

    /// <summary>Says that a row was committed, so that its line does not wait for the next look.</summary>
    public void Announce()
    {
        try
        {
            owed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Announced already.
        }
    }

    /// <summary>Writes every line that is owed now.</summary>
    /// <returns>How many rows were settled.</returns>
    /// <exception cref="LogUnavailableException">The log is down; the rows stay.</exception>
    /// <exception cref="LogBusyException">The queue is full; the rows stay.</exception>
    public async Task<int> DrainOnce(CancellationToken cancel)
    {
        int settled = 0, failed = 0;
        var after = Guid.Empty;
        while (await Page(after, cancel) is { Count: > 0 } page)
        {
            after = page[^1].RecordId;
            foreach (var row in page)
            {
                if (await TryOpen(row, cancel) is not { } line)
                {
                    failed++;
                    continue;
                }

                await log.Write(line, cancel);
                await Settle(row.RecordId, cancel);
                settled++;
            }
        }

        Volatile.Write(ref stuck, failed);
        return settled;
    }

    /// <summary>Stops after the row in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
        owed.Dispose();
    }

    private async Task Loop()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await DrainOnce(stopping.Token);
                await owed.WaitAsync(every, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception cause) when (cause is LogUnavailableException or LogBusyException or NpgsqlException)
            {
                // The rows are still there; the log's own health says that it is down.
                await Task.Delay(every, time, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<Line?> TryOpen(OutboxRow row, CancellationToken cancel)
    {
        try
        {
            var line = await open(row, cancel);
            return line.RecordId == row.RecordId && !line.IsGrant && line.FactSubject is null ? line : null;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            // One row that does not open must not hold up the others. It stays, and Stuck says so.
            return null;
        }
    }

    private async Task<List<OutboxRow>> Page(Guid after, CancellationToken cancel)
    {
        await using var command = app.CreateCommand(
            "select record_id, sealed from registry.outbox where record_id > $1 order by record_id limit $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
        var page = new List<OutboxRow>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            page.Add(new OutboxRow(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        return page;
    }

    private async Task Settle(Guid recordId, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("delete from registry.outbox where record_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = recordId });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>An outcome line that is owed.</summary>
/// <param name="RecordId">Id that the line will have.</param>
/// <param name="Sealed">What the line will say, sealed by the server.</param>
public sealed record OutboxRow(Guid RecordId, byte[] Sealed);

using Npgsql;
using NpgsqlTypes;
using Registry.Store.Schema;

namespace Registry.Store.Log;

/// <summary>
/// The writer's own connection, outside every pool: nobody else's settings or half-read answers. One call is one transaction.
/// </summary>
/// <remarks>MUST NOT be given a cancellation token or time limit that could reach COMMIT: a commit whose answer is thrown away is the one thing that cannot be told from a failure.</remarks>
internal sealed class AppendConnection : IAsyncDisposable
{
    private const string AppendSql =
        "select ordinal, outcome, idx, size, root, edge_before from access_log.append($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand append;
    private readonly LogFaults faults;
    private bool warned;

    private AppendConnection(NpgsqlConnection connection, TimeSpan appendWithin, LogFaults faults)
    {
        this.connection = connection;
        this.faults = faults;
        append = new NpgsqlCommand(AppendSql, connection)
        {
            CommandTimeout = (int)appendWithin.TotalSeconds,
            Parameters =
            {
                Parameter(NpgsqlDbType.Uuid), Parameter(NpgsqlDbType.Uuid), Parameter(NpgsqlDbType.Bytea), Parameter(NpgsqlDbType.Bytea),
                Parameter(NpgsqlDbType.Bytea), Parameter(NpgsqlDbType.Uuid), Parameter(NpgsqlDbType.Bigint), Parameter(NpgsqlDbType.Uuid), Parameter(NpgsqlDbType.Bigint),
            },
        };
        connection.Notice += (_, notice) => warned |= notice.Notice.InvariantSeverity == "WARNING";
    }

    public static async Task<AppendConnection> Open(string app, TimeSpan appendWithin, LogFaults faults, CancellationToken cancel)
    {
        // CommandTimeout 0: COMMIT waits as long as it takes. A dead peer is found by TCP keep-alive.
        var settings = new NpgsqlConnectionStringBuilder(SchemaScripts.Unpooled(app))
        {
            ApplicationName = "registry-log-writer",
            CommandTimeout = 0,
            CancellationTimeout = 1000,
        };
        // A Unix socket knows no keep-alive and needs none.
        if (settings.Host is { } host && !host.StartsWith('/'))
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 5, 2);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            var opened = new AppendConnection(connection, appendWithin, faults);
            await opened.append.PrepareAsync(cancel);
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends one batch and returns when it is committed.</summary>
    /// <exception cref="PostgresException">Refused before COMMIT: nothing was written.</exception>
    /// <exception cref="UnknownOutcomeException">It may or may not be written.</exception>
    public async Task<AppendedBatch> Append(IReadOnlyList<Line> lines)
    {
        Fill(lines);
        await using var transaction = await connection.BeginTransactionAsync();
        append.Transaction = transaction;
        var answers = new Appended[lines.Count];
        byte[][] edge = [];
        await using (var reader = await append.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                answers[reader.GetInt32(0) - 1] = new Appended(
                    reader.GetString(1),
                    await reader.IsDBNullAsync(2) ? null : reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetFieldValue<byte[]>(4));
                if (!await reader.IsDBNullAsync(5))
                    edge = reader.GetFieldValue<byte[][]>(5);
            }
        }

        var batch = new AppendedBatch(answers, edge);

        try
        {
            warned = false;
            await faults.BeforeCommit(connection.ProcessID);
            await transaction.CommitAsync();
            await faults.AfterCommit(connection.ProcessID);
        }
        catch (Exception cause)
        {
            throw new UnknownOutcomeException("COMMIT was not answered", batch, cause);
        }

        // "canceling wait for synchronous replication": committed here, perhaps not on the standby.
        return warned ? throw new UnknownOutcomeException("COMMIT was answered with a warning", batch, null) : batch;
    }

    public async ValueTask DisposeAsync()
    {
        await append.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Closes it in whatever state it is.</summary>
    public async Task Abandon()
    {
        try
        {
            await DisposeAsync();
        }
        catch (Exception cause) when (cause is NpgsqlException or IOException or InvalidOperationException)
        {
            // It was broken already, which is why it goes.
        }
    }

    /// <summary>Data exceptions and violated constraints: the fault of one line, not of the log.</summary>
    public static bool IsAboutTheLines(PostgresException refused) => refused.SqlState[..2] is "22" or "23";

    /// <summary>The server refused the batch before COMMIT and the session goes on; sending it again would be refused again.</summary>
    public static bool StaysOpen(PostgresException refused) => refused.SqlState[..2] is not ("57" or "08" or "25");

    private static NpgsqlParameter Parameter(NpgsqlDbType element) => new() { NpgsqlDbType = NpgsqlDbType.Array | element };

    private void Fill(IReadOnlyList<Line> lines)
    {
        append.Parameters[0].Value = lines.Select(line => line.RecordId).ToArray();
        append.Parameters[1].Value = lines.Select(line => line.Sealed.AuditEpoch).ToArray();
        append.Parameters[2].Value = lines.Select(line => line.Sealed.Actor).ToArray();
        append.Parameters[3].Value = lines.Select(line => line.Sealed.Justification).ToArray();
        append.Parameters[4].Value = lines.Select(line => line.Sealed.Subject).ToArray();
        append.Parameters[5].Value = lines.Select(line => line.FactSubject).ToArray();
        append.Parameters[6].Value = lines.Select(line => line.FactVersion).ToArray();
        append.Parameters[7].Value = lines.Select(line => line.Actor?.Subject).ToArray();
        append.Parameters[8].Value = lines.Select(line => line.Actor?.Version ?? 0).ToArray();
    }
}

/// <summary>A commit whose outcome only the database knows. The same batch is sent again: the log knows its record ids.</summary>
internal sealed class UnknownOutcomeException(string message, AppendedBatch attempt, Exception? cause) : Exception(message, cause)
{
    /// <summary>What the database answered before COMMIT; true if it turns out that it committed.</summary>
    public AppendedBatch Attempt { get; } = attempt;
}

/// <summary>Where tests break the connection. Does nothing in a service.</summary>
internal sealed class LogFaults
{
    public static readonly LogFaults None = new();

    /// <summary>Given the server's process id, after append and before COMMIT.</summary>
    public Func<int, Task> BeforeCommit { get; init; } = _ => Task.CompletedTask;

    /// <summary>Given the server's process id, after COMMIT and before anybody hears of it.</summary>
    public Func<int, Task> AfterCommit { get; init; } = _ => Task.CompletedTask;
}

using Npgsql;

namespace Registry.Store.Tests.Log;

/// <summary>Holds the lock on the tree, as another process in the middle of its batch would.</summary>
internal sealed class Locked : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly LogDatabase database;

    private Locked(NpgsqlConnection connection, LogDatabase database)
    {
        this.connection = connection;
        this.database = database;
    }

    public static async Task<Locked> Tree(LogDatabase database)
    {
        var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("begin; select 1 from access_log.tree_state for update", connection);
        await command.ExecuteNonQueryAsync();
        return new Locked(connection, database);
    }

    /// <summary>Sessions of this database that wait for a lock.</summary>
    public async Task<long> Waiters() => (long)(await database.Execute(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))!;

    public async Task Release()
    {
        await using var command = new NpgsqlCommand("rollback", connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>Asks again until there is an answer; fails the test after half a minute.</summary>
internal static class Eventually
{
    public static async Task<T> Get<T>(Func<Task<T?>> ask)
        where T : class
    {
        for (var i = 0; i < 600; i++)
        {
            if (await ask() is { } answer)
                return answer;
            await Task.Delay(50);
        }

        throw new TimeoutException("no answer within half a minute");
    }
}

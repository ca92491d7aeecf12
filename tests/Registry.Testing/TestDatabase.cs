using Npgsql;

namespace Registry.Testing;

/// <summary>One database of its own for a test class, on the <see cref="TestServer"/>.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(string name, string superuser)
    {
        Name = name;
        Superuser = superuser;
    }

    public string Name { get; }

    /// <summary>Connection string of the superuser.</summary>
    public string Superuser { get; }

    /// <summary>Connection string of another role on this database.</summary>
    public string As(string role) => new NpgsqlConnectionStringBuilder(Superuser) { Username = role }.ConnectionString;

    public static async Task<TestDatabase> Create()
    {
        var server = await TestServer.Superuser;
        var name = $"test_{Guid.NewGuid():n}";
        await Execute(server, $"create database {name}");
        return new TestDatabase(name, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    /// <summary>Runs a statement as superuser on this database and returns the first value.</summary>
    public Task<object?> Execute(string sql) => Execute(Superuser, sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute(await TestServer.Superuser, $"drop database if exists {Name} with (force)");
    }

    private static async Task<object?> Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}

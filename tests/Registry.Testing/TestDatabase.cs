using Npgsql;
using Registry.Store.Clusters;

namespace Registry.Testing;

/// <summary>
/// One database of its own for a test class, on the server that REGISTRY_TEST_DB names (a superuser's connection string) or else on a
/// private cluster of this test process. Without a server the tests fail and say what to install; they are never skipped.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Server = new(Start);
    private static PrivateCluster? cluster;

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
        var server = await Server.Value;
        var name = $"test_{Guid.NewGuid():n}";
        await Execute(server, $"create database {name}");
        return new TestDatabase(name, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    /// <summary>Runs a statement as superuser on this database and returns the first value.</summary>
    public Task<object?> Execute(string sql) => Execute(Superuser, sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute(await Server.Value, $"drop database if exists {Name} with (force)");
    }

    private static async Task<object?> Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_TEST_DB") is { Length: > 0 } given)
            return given;

        var directory = Directory.CreateTempSubdirectory("registry-test-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        cluster = await PrivateCluster.Open(directory, durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(directory, recursive: true);
        };
        return cluster.ConnectionString("postgres", "postgres");
    }
}

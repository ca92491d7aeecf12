using Npgsql;
using Registry.Store.Clusters;
using Registry.Store.Schema;

namespace Registry.Tool.Embedded;

/// <summary>The two clusters of a data directory, running: one for events and log, one for wrapped keys alone.</summary>
/// <remarks>Whoever holds the directory's lock starts and stops them; anybody else finds them running and leaves them so.</remarks>
internal sealed class EmbeddedClusters : IAsyncDisposable
{
    private const string RegistryDatabase = "registry";
    private const string KeysDatabase = "registry_keys";

    private readonly PrivateCluster registry;
    private readonly PrivateCluster keys;
    private readonly FileStream? ownership;

    private EmbeddedClusters(PrivateCluster registry, PrivateCluster keys, FileStream? ownership)
    {
        this.registry = registry;
        this.keys = keys;
        this.ownership = ownership;
    }

    public string App => registry.ConnectionString(RegistrySchema.AppRole, RegistryDatabase);

    public string LogReader => registry.ConnectionString(RegistrySchema.LogReaderRole, RegistryDatabase);

    public string Superuser => registry.ConnectionString("postgres", RegistryDatabase);

    public string Keys => keys.ConnectionString(KeysSchema.Role, KeysDatabase);

    /// <summary>Takes the directory for itself and starts the clusters.</summary>
    /// <exception cref="CommandFailedException">Another process works on the directory.</exception>
    public static async Task<EmbeddedClusters> Own(DataDirectory directory, bool durable, CancellationToken cancel)
    {
        var ownership = TryOwn(directory)
            ?? throw new CommandFailedException($"another registryctl works on {directory.Root}; stop it first");
        return await Start(directory, ownership, durable, cancel);
    }

    /// <summary>Uses the clusters whether a server runs on the directory or not.</summary>
    public static async Task<EmbeddedClusters> Use(DataDirectory directory, CancellationToken cancel) =>
        await Start(directory, TryOwn(directory), durable: true, cancel);

    /// <summary>Applies roles and schema of both databases; does nothing where they stand.</summary>
    public async Task Migrate(CancellationToken cancel)
    {
        await CreateDatabase(registry, RegistryDatabase, cancel);
        await CreateDatabase(keys, KeysDatabase, cancel);
        await RegistrySchema.Apply(registry.ConnectionString("postgres", RegistryDatabase), cancel);
        await KeysSchema.Apply(keys.ConnectionString("postgres", KeysDatabase), cancel);
    }

    /// <summary>Writes how to reach the clusters with PostgreSQL's own programs, in the form of shell variables.</summary>
    public Task WriteEnvironment(string path, CancellationToken cancel) => File.WriteAllTextAsync(
        path,
        $"""
        # Private clusters of this registry: Unix sockets only, reachable for root and the clusters' user.
        # The superuser's variables are PostgreSQL's own: `. postgres.env; psql` reaches the registry.
        PGHOST='{registry.SocketDirectory}'
        PGPORT=5432
        PGUSER=postgres
        PGDATABASE={RegistryDatabase}
        REGISTRY_SOCKET='{registry.SocketDirectory}'
        REGISTRY_DATABASE={RegistryDatabase}
        REGISTRY_DATA='{registry.DataDirectory}'
        REGISTRY_APP_ROLE={RegistrySchema.AppRole}
        REGISTRY_LOG_READER_ROLE={RegistrySchema.LogReaderRole}
        KEYS_SOCKET='{keys.SocketDirectory}'
        KEYS_DATABASE={KeysDatabase}
        KEYS_DATA='{keys.DataDirectory}'
        KEYS_ROLE={KeysSchema.Role}
        export PGHOST PGPORT PGUSER PGDATABASE

        """,
        cancel);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (ownership is null)
            return;
        await registry.DisposeAsync();
        await keys.DisposeAsync();
        await ownership.DisposeAsync();
    }

    private static async Task<EmbeddedClusters> Start(DataDirectory directory, FileStream? ownership, bool durable, CancellationToken cancel)
    {
        try
        {
            var registry = await PrivateCluster.Open(directory.RegistryCluster, durable, cancel);
            return new EmbeddedClusters(registry, await PrivateCluster.Open(directory.KeysCluster, durable, cancel), ownership);
        }
        catch (ClusterException failed)
        {
            if (ownership is not null)
                await ownership.DisposeAsync();
            throw new CommandFailedException(failed.Message);
        }
    }

    /// <summary>The lock goes with the process, however it ends.</summary>
    private static FileStream? TryOwn(DataDirectory directory)
    {
        try
        {
            return new FileStream(directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task CreateDatabase(PrivateCluster cluster, string name, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres", "postgres"));
        await using var exists = source.CreateCommand("select 1 from pg_database where datname = $1");
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        if (await exists.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync(cancel);
    }
}

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
    private readonly DirectoryLock? ownership;

    private EmbeddedClusters(PrivateCluster registry, PrivateCluster keys, DirectoryLock? ownership)
    {
        this.registry = registry;
        this.keys = keys;
        this.ownership = ownership;
    }

    public string App => registry.ConnectionString(RegistrySchema.AppRole, RegistryDatabase);

    public string LogReader => registry.ConnectionString(RegistrySchema.LogReaderRole, RegistryDatabase);

    public string LogSigner => registry.ConnectionString(RegistrySchema.LogSignerRole, RegistryDatabase);

    public string LogEraser => registry.ConnectionString(RegistrySchema.LogEraserRole, RegistryDatabase);

    public string Superuser => registry.ConnectionString("postgres", RegistryDatabase);

    public string Keys => keys.ConnectionString(KeysSchema.Role, KeysDatabase);

    /// <summary>Takes the directory for itself and starts the clusters, or takes over those that a killed owner left running.</summary>
    /// <exception cref="CommandFailedException">Another process works on the directory, or PostgreSQL does not start.</exception>
    public static async Task<EmbeddedClusters> Own(DataDirectory directory, bool durable, CancellationToken cancel)
    {
        var ownership = DirectoryLock.TryTake(directory)
            ?? throw new CommandFailedException($"{DirectoryLock.Holder(directory)} works on {directory.Root}; stop it first");
        return await Start(directory, ownership, durable, cancel);
    }

    /// <summary>Uses the clusters whether a server runs on the directory or not.</summary>
    /// <exception cref="CommandFailedException">Another process starts or stops the directory and does not come to an end.</exception>
    public static async Task<EmbeddedClusters> Use(DataDirectory directory, CancellationToken cancel)
    {
        for (var tries = 0; tries < 120; tries++)
        {
            if (DirectoryLock.TryTake(directory) is { } ownership)
                return await Start(directory, ownership, durable: true, cancel);
            if (await PrivateCluster.Attach(directory.RegistryCluster, cancel) is { } registry
                && await PrivateCluster.Attach(directory.KeysCluster, cancel) is { } keys)
                return new EmbeddedClusters(registry, keys, ownership: null);
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
        }

        throw new CommandFailedException($"{DirectoryLock.Holder(directory)} holds {directory.Root}, but its clusters do not run; stop it first");
    }

    /// <summary>Uses clusters that another process owns and runs, and never owns them; waits for that process to start them.</summary>
    /// <exception cref="CommandFailedException">Nobody runs them.</exception>
    public static async Task<EmbeddedClusters> Attach(DataDirectory directory, CancellationToken cancel)
    {
        for (var tries = 0; tries < 240; tries++)
        {
            if (await PrivateCluster.Attach(directory.RegistryCluster, cancel) is { } registry && await PrivateCluster.Attach(directory.KeysCluster, cancel) is { } keys)
                return new EmbeddedClusters(registry, keys, ownership: null);
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancel);
        }

        throw new CommandFailedException($"the clusters of {directory.Root} do not run; start the registry with: registryctl up --keys-process --data {directory.Root}");
    }

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
        PGHOST={Quoted(registry.SocketDirectory)}
        PGPORT=5432
        PGUSER=postgres
        PGDATABASE={RegistryDatabase}
        REGISTRY_SOCKET={Quoted(registry.SocketDirectory)}
        REGISTRY_DATABASE={RegistryDatabase}
        REGISTRY_DATA={Quoted(registry.DataDirectory)}
        REGISTRY_APP_ROLE={RegistrySchema.AppRole}
        REGISTRY_LOG_READER_ROLE={RegistrySchema.LogReaderRole}
        KEYS_SOCKET={Quoted(keys.SocketDirectory)}
        KEYS_DATABASE={KeysDatabase}
        KEYS_DATA={Quoted(keys.DataDirectory)}
        KEYS_ROLE={KeysSchema.Role}
        export PGHOST PGPORT PGUSER PGDATABASE

        """,
        cancel);

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (ownership is null)
            return;
        await registry.StopIfRunning();
        await keys.StopIfRunning();
        ownership.Dispose();
    }

    // A cluster that is half made or half started helps nobody: only between the two does a signal stop the start.
    private static async Task<EmbeddedClusters> Start(DataDirectory directory, DirectoryLock ownership, bool durable, CancellationToken cancel)
    {
        PrivateCluster? registry = null;
        try
        {
            cancel.ThrowIfCancellationRequested();
            registry = await PrivateCluster.Open(directory.RegistryCluster, durable, CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return new EmbeddedClusters(registry, await PrivateCluster.Open(directory.KeysCluster, durable, CancellationToken.None), ownership);
        }
        catch
        {
            if (registry is not null)
                await registry.StopIfRunning();
            ownership.Dispose();
            throw;
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

using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Registry.Store.Clusters;

/// <summary>
/// A PostgreSQL cluster of our own under one directory: no TCP, one Unix socket that only the cluster's user (and root) can reach.
/// For the embedded default and for tests; production brings its own clusters.
/// </summary>
/// <remarks>
/// <para>Trust: whoever can enter <see cref="SocketDirectory"/> is superuser of this cluster, so the directory is 0700.</para>
/// <para>A process that dies leaves the cluster running; the next <see cref="Open"/> on the directory attaches to it.</para>
/// </remarks>
public sealed class PrivateCluster : IAsyncDisposable
{
    private const int Port = 5432;

    /// <summary>sockaddr_un holds 107 bytes; the file name inside the directory needs 16 of them.</summary>
    private const int LongestSocketDirectory = 90;

    private readonly PostgresBinaries binaries;
    private readonly bool startedHere;

    private PrivateCluster(PostgresBinaries binaries, string directory, string socketDirectory, bool startedHere)
    {
        this.binaries = binaries;
        DataDirectory = directory;
        SocketDirectory = socketDirectory;
        this.startedHere = startedHere;
    }

    /// <summary>PGDATA of the cluster.</summary>
    public string DataDirectory { get; }

    /// <summary>Directory of the Unix socket; give it to psql as <c>-h</c>.</summary>
    public string SocketDirectory { get; }

    /// <summary>True when this object made the cluster just now: roles and schema are still to be applied.</summary>
    public bool IsNew { get; private init; }

    /// <summary>Makes the cluster where there is none, starts it where it does not run, attaches where it does.</summary>
    /// <param name="directory">Directory of the cluster; its parents must be reachable for the user <c>postgres</c> when the caller is root.</param>
    /// <param name="durable">False only for tests: turns fsync off, so a power cut may lose the cluster.</param>
    /// <exception cref="ClusterException">No server binaries, no rights, or PostgreSQL did not start; the message says which.</exception>
    public static async Task<PrivateCluster> Open(string directory, bool durable = true, CancellationToken cancel = default)
    {
        var binaries = PostgresBinaries.Find();
        var root = Path.GetFullPath(directory);
        var data = Path.Combine(root, "data");
        var sockets = SocketsOf(root);
        var isNew = !File.Exists(Path.Combine(data, "PG_VERSION"));

        await binaries.OwnDirectory(root, cancel);
        await binaries.OwnDirectory(sockets, cancel);
        if (isNew)
            await Make(binaries, root, data, cancel);

        PostmasterPid.ForgetTheDead(data);
        var running = await binaries.Succeeds("pg_ctl", cancel, "status", "-D", data);
        if (!running)
        {
            // Written again at every start: the directory may have been moved, or come back from a backup at another place.
            await binaries.WriteFile(Path.Combine(data, "postgresql.auto.conf"), Settings(sockets, durable), cancel);
            await Start(binaries, data, cancel);
        }

        return new PrivateCluster(binaries, data, sockets, !running) { IsNew = isNew };
    }

    /// <summary>Attaches to a cluster that another process runs; null where none runs. Starts and changes nothing.</summary>
    /// <param name="directory">Directory of the cluster.</param>
    /// <exception cref="ClusterException">No server binaries.</exception>
    public static async Task<PrivateCluster?> Attach(string directory, CancellationToken cancel = default)
    {
        var binaries = PostgresBinaries.Find();
        var root = Path.GetFullPath(directory);
        var data = Path.Combine(root, "data");
        var sockets = SocketsOf(root);
        var running = File.Exists(Path.Combine(data, "PG_VERSION"))
            && File.Exists(Path.Combine(sockets, $".s.PGSQL.{Port}"))
            && await binaries.Succeeds("pg_ctl", cancel, "status", "-D", data);
        return running ? new PrivateCluster(binaries, data, sockets, startedHere: false) : null;
    }

    /// <summary>Connection string for one role and database. Never includes error detail: it would print values.</summary>
    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = SocketDirectory,
            Port = Port,
            Username = role,
            Database = database,
            Timezone = "UTC",
            IncludeErrorDetail = false,
            Timeout = 5,
            ApplicationName = "registry",
        }.ConnectionString;

    /// <summary>Stops the cluster now: <c>fast</c> disconnects sessions, <c>immediate</c> is a crash (recovery follows at the next start).</summary>
    public Task Stop(string mode = "fast", CancellationToken cancel = default) =>
        binaries.Run("pg_ctl", cancel, "stop", "-w", "-s", "-m", mode, "-D", DataDirectory);

    /// <summary>Starts the cluster again after <see cref="Stop"/>.</summary>
    public Task Start(CancellationToken cancel = default) => Start(binaries, DataDirectory, cancel);

    /// <summary>Stops the cluster if it runs, whoever started it: for the one owner of the directory.</summary>
    public async Task StopIfRunning()
    {
        PostmasterPid.ForgetTheDead(DataDirectory);
        if (await binaries.Succeeds("pg_ctl", CancellationToken.None, "status", "-D", DataDirectory))
            await Stop();
    }

    /// <summary>Stops the cluster when this object started it; leaves a cluster that was running alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (startedHere)
            await StopIfRunning();
    }

    /// <summary>Made beside its place and moved there when it is whole: a crash in the middle leaves nothing that looks like a cluster.</summary>
    private static async Task Make(PostgresBinaries binaries, string root, string data, CancellationToken cancel)
    {
        var fresh = Path.Combine(root, "data.new");
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        await binaries.Run("initdb", cancel,
            "-D", fresh, "-U", "postgres", "-E", "UTF8", "--locale=C", "--data-checksums", "--auth-local=trust", "--auth-host=reject");
        Directory.Move(fresh, data);
    }

    private static async Task Start(PostgresBinaries binaries, string data, CancellationToken cancel)
    {
        var log = Path.Combine(Path.GetDirectoryName(data)!, "postgres.log");

        // After a crash the old server's children need a moment to notice that it is gone; PostgreSQL refuses to start beside them.
        for (var triesLeft = File.Exists(Path.Combine(data, "postmaster.pid")) ? 5 : 0; ; triesLeft--)
        {
            try
            {
                await binaries.Run("pg_ctl", cancel, "start", "-w", "-t", "60", "-s", "-D", data, "-l", log);
                return;
            }
            catch (ClusterException) when (triesLeft > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
            catch (ClusterException failed)
            {
                throw new ClusterException($"PostgreSQL did not start: its own log says why, at the end of {log} ({failed.Message})");
            }
        }
    }

    /// <summary>
    /// Inside the directory where the path fits. Else under a short name: for root in /run, where nobody else can plant a link for the
    /// chown to follow; for anybody else in the folder for temporary files, where taking over a stranger's directory fails.
    /// </summary>
    private static string SocketsOf(string directory)
    {
        var inside = Path.Combine(directory, "socket");
        // A comma separates hosts in connection strings, and directories in PostgreSQL's settings.
        if (Encoding.UTF8.GetByteCount(inside) <= LongestSocketDirectory && !inside.Contains(',', StringComparison.Ordinal))
            return inside;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16];
        return Path.Combine(Environment.IsPrivilegedProcess && Directory.Exists("/run") ? "/run" : Path.GetTempPath(), $"registry-{name}");
    }

    private static string Settings(string sockets, bool durable) =>
        $"""
        listen_addresses = ''
        port = {Port}
        unix_socket_directories = '"{sockets.Replace("'", "''", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}"'
        unix_socket_permissions = 0700
        timezone = 'UTC'
        log_timezone = 'UTC'
        max_connections = 80
        shared_buffers = 128MB
        idle_in_transaction_session_timeout = '30s'
        # Values of a person must never reach the server's own log.
        log_statement = 'none'
        log_min_error_statement = panic
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_error_verbosity = terse
        fsync = {(durable ? "on" : "off")}
        full_page_writes = {(durable ? "on" : "off")}
        synchronous_commit = {(durable ? "on" : "off")}

        """;
}

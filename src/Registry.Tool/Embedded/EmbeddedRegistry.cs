using System.Net;
using Registry.Sealing;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;

namespace Registry.Tool.Embedded;

/// <summary>A whole registry in one directory: clusters, keys, server. For development and the demo; refuses to call itself production.</summary>
internal sealed class EmbeddedRegistry : IAsyncDisposable
{
    private RegistryServer? server;
    private EmbeddedOptions options;

    private EmbeddedRegistry(DataDirectory directory, EmbeddedClusters clusters, KeysChild? keys, RegistryServer server, EmbeddedOptions options)
    {
        this.options = options;
        Keys = keys;
        Directory = directory;
        Clusters = clusters;
        this.server = server;
    }

    public DataDirectory Directory { get; }

    public EmbeddedClusters Clusters { get; }

    /// <summary>The process that releases keys; null where the server does that itself.</summary>
    public KeysChild? Keys { get; }

    /// <summary>The day on which the law clock started, or to which it was moved; null for today.</summary>
    public DateOnly? LawDate => options.LawDate;

    public Uri Grpc => Server.Addresses[0];

    public Uri Http => Server.Addresses[1];

    internal RegistryServer Server => server ?? throw new InvalidOperationException("The server did not start again.");

    /// <summary>Starts everything; the directory is made where there is none.</summary>
    public static async Task<EmbeddedRegistry> Start(string path, EmbeddedOptions options, CancellationToken cancel)
    {
        var directory = DataDirectory.OpenOrCreate(path);
        directory.Expect(options.Province);
        if (options.KeysProcess)
            directory.MakeKeysRoom();
        var clusters = await EmbeddedClusters.Own(directory, options.Durable, cancel);
        KeysChild? keys = null;
        try
        {
            await clusters.Migrate(cancel);
            keys = options.KeysProcess ? KeysChild.Start(directory, options.KeysRestartAfter, options.KeysArguments) : null;
            var registry = new EmbeddedRegistry(directory, clusters, keys, await RegistryServer.Start(ServerOptionsOf(directory, clusters, options), cancel), options);

            // Last: where this file stands, the first start came to its end, and secrets that are missing were lost.
            await clusters.WriteEnvironment(directory.PostgresEnv, CancellationToken.None);
            directory.Keep(options.Province);
            return registry;
        }
        catch
        {
            if (keys is not null)
                await keys.DisposeAsync();
            await clusters.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more server of a registry that another process runs: it works on that process's clusters and never owns them.</summary>
    /// <exception cref="CommandFailedException">Nobody runs it, or it was begun for another province.</exception>
    public static async Task<EmbeddedRegistry> Beside(string path, EmbeddedOptions options, CancellationToken cancel)
    {
        var directory = DataDirectory.Open(path);
        directory.Expect(options.Province);
        var clusters = await EmbeddedClusters.Attach(directory, cancel);
        return new EmbeddedRegistry(directory, clusters, keys: null, await RegistryServer.Start(ServerOptionsOf(directory, clusters, options), cancel), options);
    }

    /// <summary>
    /// Moves the law clock as a restart on another day does: the server stops and starts again, clusters and the process of the keys go on.
    /// </summary>
    /// <param name="lawDate">The new day; the clock goes on from there.</param>
    /// <param name="cancel">Gives the start up.</param>
    public async Task MoveTo(DateOnly lawDate, CancellationToken cancel)
    {
        await StopServer();
        options = options with { LawDate = lawDate };
        server = await RegistryServer.Start(ServerOptionsOf(Directory, Clusters, options), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await StopServer();
        if (Keys is not null)
            await Keys.DisposeAsync();
        await Clusters.DisposeAsync();
    }

    private async Task StopServer()
    {
        if (server is { } stopping)
        {
            server = null;
            await stopping.DisposeAsync();
        }
    }

    internal static ServerOptions ServerOptionsOf(DataDirectory directory, EmbeddedClusters clusters, EmbeddedOptions options) => new()
    {
        Environment = "Development",
        Grpc = new IPEndPoint(IPAddress.Loopback, options.Port),
        Http = new IPEndPoint(IPAddress.Loopback, options.HttpPort),
        App = clusters.App,
        LogSigner = clusters.LogSigner,
        LogReader = clusters.LogReader,
        Keys = options.KeysProcess ? "" : clusters.Keys,
        CustodianDirectory = options.KeysProcess ? "" : directory.Custodian,
        KeysSocket = options.KeysProcess ? directory.KeysSocket : "",
        KeysUser = options.KeysProcess ? PeerCredentials.OwnUser() : null,
        BooksFile = directory.Books,
        AuditKeyDirectory = directory.AuditKey,
        LogKeyFile = directory.LogSeed,
        HighWaterFile = directory.HighWater,
        LogDirectory = directory.PublishedLog,
        ServeLog = options.ServeLog,
        WitnessedMethods = options.WitnessedMethods,
        LogOrigin = directory.Identity.LogOrigin,
        LawDate = options.LawDate,
        Province = options.Province,
        LawSwitches = options.LawSwitches,
        FirstAdministrators = options.Administrators,
        FoundingInspectors = options.Inspectors,
        Ceilings = options.Ceilings,
        AnswerTick = options.AnswerTick,
        AllowVolatileDatabase = !options.Durable,
        Time = options.Time,
        Issuer = new IssuerOptions
        {
            Issuer = directory.Identity.Issuer,
            Audience = directory.Identity.Audience,
            KeyFile = directory.IssuerPublic,
            Agencies = ["*"],
        },
    };
}

/// <summary>What `up` lets one choose.</summary>
internal sealed record EmbeddedOptions
{
    /// <summary>Loopback port of gRPC; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Loopback port of HTTP; 0 takes a free one.</summary>
    public int HttpPort { get; init; }

    public DateOnly? LawDate { get; init; }

    /// <summary>A province of this build, or the path of a folder with its tables.</summary>
    public string Province { get; init; } = Domain.Law.LawTables.DefaultProvince;

    /// <summary>File of the sheet that switches inferred rows; null for none.</summary>
    public string? LawSwitches { get; init; }

    public CeilingOptions Ceilings { get; init; } = new();

    public TimeSpan AnswerTick { get; init; } = new ServerOptions().AnswerTick;

    /// <summary>The first administrators of a new registry; nobody where there are none.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>Who has the founding mandate of a new registry: the inspectors of demo and tests.</summary>
    public IReadOnlyList<string> Inspectors { get; init; } = ["ttr-003", "ttr-tth/1", "ttr-tth/2", "TTR-TTH-1"];

    /// <summary>Keys are released by a process of its own, which this one starts and starts again.</summary>
    public bool KeysProcess { get; init; }

    /// <summary>How long that process stays away when it ended; tests make it infinite and start it themselves.</summary>
    public TimeSpan KeysRestartAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>More arguments for it.</summary>
    public IReadOnlyList<string> KeysArguments { get; init; } = [];

    /// <summary>Serves the published log on the HTTP port.</summary>
    public bool ServeLog { get; init; }

    /// <summary>Methods that wait until witnesses have cosigned their line.</summary>
    public IReadOnlyList<string> WitnessedMethods { get; init; } = [];

    /// <summary>Another than the system's in tests alone.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>False in tests alone: the clusters may lose commits in a power cut.</summary>
    public bool Durable { get; init; } = true;
}

using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Registry.AccessLog;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Store.Clusters;
using Registry.Store.Log;
using Registry.Testing.Verification;
using Registry.Tool.Embedded;

namespace Registry.Testing.Running;

/// <summary>
/// A whole registry in a directory of its own: both clusters, keys, and the server over real HTTP/2. One for a collection of tests;
/// starting one costs two initdb runs.
/// </summary>
public sealed class RunningRegistry : IAsyncDisposable
{
    /// <summary>The law clock of every registry that tests start.</summary>
    public static readonly DateOnly LawDate = new(2016, 3, 1);

    private readonly string root;
    private readonly CeilingOptions ceilings;
    private readonly bool durable;
    private bool isGuest;
    private bool serveLog;
    private bool administered;
    private TimeSpan tick = new ServerOptions().AnswerTick;
    private IReadOnlyList<string>? keysProcess;
    private string province = Domain.Law.LawTables.DefaultProvince;
    private EmbeddedRegistry? running;
    private Uri? guest;

    private RunningRegistry(string root, CeilingOptions ceilings, bool durable)
    {
        this.root = root;
        this.ceilings = ceilings;
        this.durable = durable;
    }

    /// <summary>Where the registry is served: here, or by the process of <see cref="ServedBy"/>.</summary>
    public Uri Grpc => guest ?? Running.Grpc;

    public Uri Http => Running.Http;

    /// <summary>Services of the server's container.</summary>
    public IServiceProvider Services => Running.Server.Services;

    /// <summary>Directory of everything that this registry writes.</summary>
    public string Root => root;

    /// <summary>Superuser of cluster one, database <c>registry</c>.</summary>
    public string Superuser => Running.Clusters.Superuser;

    /// <summary>The service's own login on cluster one.</summary>
    public string App => Running.Clusters.App;

    /// <summary>Superuser of cluster two, database <c>registry_keys</c>.</summary>
    public string KeysSuperuser => new NpgsqlConnectionStringBuilder(Running.Clusters.Keys) { Username = "postgres" }.ConnectionString;

    /// <summary>Keys of the log, as an inspector would be given them.</summary>
    public LogPolicy Policy
    {
        get
        {
            using var signer = new LogSigner(Running.Directory.Identity.LogOrigin, Running.Directory.LogSeed);
            return signer.Policy;
        }
    }

    /// <summary>The process that releases keys, where there is one.</summary>
    internal KeysChild KeysProcess => Running.Keys ?? throw new InvalidOperationException("This registry releases keys itself.");

    internal DataDirectory Directory => Running.Directory;

    internal EmbeddedClusters Clusters => Running.Clusters;

    private EmbeddedRegistry Running => running ?? throw new InvalidOperationException("The server of this registry is stopped.");

    /// <summary>Starts a registry in a new directory.</summary>
    /// <param name="ceilings">Null for ceilings that no test reaches.</param>
    /// <param name="durable">True for figures: fsync on, as in earnest.</param>
    /// <param name="serveLog">Serves the published log on the HTTP port.</param>
    /// <param name="administered">With the two administrators of <see cref="Officers"/>.</param>
    /// <param name="keysProcess">Arguments of a process of its own that releases keys and that nobody starts again; null for none.</param>
    /// <param name="tick">Null for a tick so short that suites of many refusals stay quick.</param>
    /// <param name="province">Whose agencies are read: one of the build, or the path of a folder.</param>
    internal static async Task<RunningRegistry> Start(
        CeilingOptions? ceilings = null, bool durable = false, bool serveLog = false, bool administered = false, IReadOnlyList<string>? keysProcess = null, TimeSpan? tick = null,
        string province = Domain.Law.LawTables.DefaultProvince)
    {
        ServerOutput.Capture();
        var root = System.IO.Directory.CreateTempSubdirectory("registry-test-").FullName;
        File.SetUnixFileMode(root, (UnixFileMode)0b111_001_001);
        var registry = new RunningRegistry(
            root, ceilings ?? new CeilingOptions { OfficerCalls = 1_000_000, AgencyCalls = 1_000_000, OfficerMisses = 1_000_000, AgencyMisses = 1_000_000, OfficerGlass = 1_000_000, AgencyGlass = 1_000_000 }, durable)
        { serveLog = serveLog, administered = administered, keysProcess = keysProcess, tick = tick ?? TimeSpan.FromMilliseconds(1), province = province };
        await registry.StartServer();
        return registry;
    }

    /// <summary>Goes on with a directory that another process worked on, with fsync on; deletes it in the end.</summary>
    internal static async Task<RunningRegistry> On(string directory)
    {
        ServerOutput.Capture();
        var registry = new RunningRegistry(directory, new CeilingOptions(), durable: true);
        await registry.StartServer();
        return registry;
    }

    /// <summary>One more server, in this process, of a registry that another process runs; leaves directory and clusters to that one.</summary>
    internal static async Task<RunningRegistry> Beside(string directory)
    {
        ServerOutput.Capture();
        var registry = new RunningRegistry(directory, new CeilingOptions(), durable: true) { isGuest = true };
        registry.running = await EmbeddedRegistry.Beside(directory, registry.Options, CancellationToken.None);
        return registry;
    }

    /// <summary>Starts on the same directory again after <see cref="StopServer"/>.</summary>
    public Task StartServer() => StartServer(LawDate);

    /// <summary>The same on another law date, which goes on from there.</summary>
    public async Task StartServer(DateOnly lawDate) => running = await EmbeddedRegistry.Start(root, Options with { LawDate = lawDate }, CancellationToken.None);

    /// <summary>Another server process of the same databases, as far as one process can play two.</summary>
    /// <param name="administrators">Whom it is told to be the first administrators; null for the same as ours.</param>
    internal Task<RegistryServer> SecondServer(IReadOnlyList<string>? administrators = null) => RegistryServer.Start(
        EmbeddedRegistry.ServerOptionsOf(Running.Directory, Running.Clusters, Options with { Administrators = administrators ?? Options.Administrators }),
        CancellationToken.None);

    /// <summary>How a server of this registry would be started over the agencies of another folder.</summary>
    internal ServerOptions ServerOptionsOn(string folder) =>
        EmbeddedRegistry.ServerOptionsOf(Running.Directory, Running.Clusters, Options with { Province = folder });

    /// <summary>Methods that demand a witnessed line, from the next start on.</summary>
    internal IReadOnlyList<string> WitnessedMethods { get; set; } = [];

    /// <summary>Clock of the server, from the next start on.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    private EmbeddedOptions Options => new()
    {
        Time = Time,
        Province = province,
        WitnessedMethods = WitnessedMethods,
        Durable = durable,
        LawDate = LawDate,
        Ceilings = ceilings,
        AnswerTick = tick,
        ServeLog = serveLog,
        KeysProcess = keysProcess is not null,
        KeysArguments = keysProcess ?? [],
        KeysRestartAfter = Timeout.InfiniteTimeSpan,
        Administrators = administered ? [Officers.Administrator.Name, Officers.Colleague.Name] : [],
    };

    /// <summary>Signs the log as it stands once more, as if on an earlier day: lines that were there then.</summary>
    internal async Task SignAsOf(DateTimeOffset moment)
    {
        var head = await Service<Checkpointer>().SignOnce(CancellationToken.None) ?? throw new InvalidOperationException("The log is empty.");
        using var signer = new LogSigner(Directory.Identity.LogOrigin, Directory.LogSeed, time: new Then(moment));
        await Tamper($"select access_log.add_signature({head.Size}, '{await signer.Sign(head, CancellationToken.None)}')");
    }

    /// <summary>Stops server and clusters; the directory stays.</summary>
    public async Task StopServer()
    {
        var stopping = Running;
        running = null;
        await stopping.DisposeAsync();
    }

    /// <summary>While our server is stopped, another process serves the same directory; null when it has stopped too.</summary>
    public void ServedBy(Uri? other) => guest = other;

    /// <summary>A token of this registry's issuer.</summary>
    public string Token(Officer officer, string? purpose = null) => TokenIssuer.Issue(
        DataDirectory.OpenOrCreate(root), new TokenRequest(officer.Agency, officer.Name, officer.Scope, purpose, TimeSpan.FromMinutes(10)), TimeProvider.System);

    /// <summary>What this registry's issuer is called and signs with: for tokens that the issuer would never make.</summary>
    public (string Issuer, string Audience, string PrivateKeyPem) IssuerSecrets()
    {
        var directory = Running.Directory;
        return (directory.Identity.Issuer, directory.Identity.Audience, File.ReadAllText(directory.IssuerPrivate));
    }

    /// <summary>PEM file with the issuer's public key.</summary>
    public string IssuerPublicKeyFile => Running.Directory.IssuerPublic;

    /// <summary>A desk at which an officer calls the registry.</summary>
    public Desk Desk(Officer officer, string? purpose = null) => new(Grpc, () => Token(officer, purpose));

    /// <summary>Cluster one, to be stopped in mid-flight. Not to be disposed.</summary>
    public Task<PrivateCluster> RegistryCluster() => PrivateCluster.Open(Running.Directory.RegistryCluster, durable: false);

    /// <summary>Cluster two, to be stopped in mid-flight. Not to be disposed.</summary>
    public Task<PrivateCluster> KeysCluster() => PrivateCluster.Open(Running.Directory.KeysCluster, durable: false);

    /// <summary>A service of the server.</summary>
    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Runs a statement on cluster one as its superuser, as an operator who went bad would; first column of the first row.</summary>
    public Task<object?> Tamper(string sql) => Execute(Superuser, sql);

    /// <summary>The same in a change window: the schema is not frozen while it runs.</summary>
    public async Task Thawed(string sql)
    {
        await Tamper("alter event trigger registry_freeze disable");
        await Tamper(sql);
        await Tamper("alter event trigger registry_freeze enable always");
    }

    /// <summary>Changes a guarded table: freeze and guards are off while it happens, and on again afterwards.</summary>
    public Task TamperBehindGuards(string table, string sql) => Thawed(
        $"""
        alter table {table} disable trigger user;
        {sql};
        do $$
        declare guard record;
        begin
          for guard in select tgname from pg_trigger where tgrelid = '{table}'::regclass and not tgisinternal loop
            execute format('alter table {table} enable always trigger %I', guard.tgname);
          end loop;
        end $$
        """);

    /// <summary>The same on cluster two.</summary>
    public Task<object?> TamperWithKeys(string sql) => Execute(KeysSuperuser, sql);

    /// <summary>Checks everything that this registry wrote so far; throws with a list of what is wrong.</summary>
    public Task VerifyEverything() => new VerifyEverything(this).Run();

    /// <summary>Checks that every answer which clients kept has its line, once and in order, and all but the search for personal strings.</summary>
    internal async Task VerifyAnswers(IReadOnlyList<KeptAnswer> answers) => NotVerifiedException.ThrowFor(
        [.. await new VerifyEverything(this).FindingsInTables(), .. await new AnswerCheck(this, answers).Findings()]);

    /// <summary>Stops and deletes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await StopServer();
        if (!isGuest)
            System.IO.Directory.Delete(root, recursive: true);
    }

    private static async Task<object?> Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var session = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync();
    }

    private sealed class Then(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment;
    }
}

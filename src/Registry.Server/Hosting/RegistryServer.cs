using Microsoft.AspNetCore.Server.Kestrel.Core;
using Registry.Contracts.Access;
using Registry.Domain.Law;
using Registry.Server.Calls;
using Registry.Server.Enrolment;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Telemetry;
using Registry.Store;
using Registry.Store.Log;
using Registry.Store.Schema;

namespace Registry.Server.Hosting;

/// <summary>A running registry: checks everything, writes its start line, serves, stops in order.</summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly Resources resources;

    private RegistryServer(WebApplication web, Resources resources)
    {
        this.web = web;
        this.resources = resources;
    }

    /// <summary>Addresses that the server listens on: gRPC first, then HTTP.</summary>
    public IReadOnlyList<Uri> Addresses => [.. web.Urls.Select(url => new Uri(url))];

    /// <summary>Services of the running server, for tests.</summary>
    internal IServiceProvider Services => web.Services;

    /// <summary>Starts, or refuses in the operator's words.</summary>
    /// <exception cref="StartRefusedException">Lists everything that stands in the way.</exception>
    public static async Task<RegistryServer> Start(ServerOptions options, CancellationToken cancel)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new StartRefusedException(problems);

        var rules = AccessRules.Load();
        using (var signer = LogSigner.Of(options))
            if (WitnessedLines.Problems(options, rules, signer.Policy.NeedsWitnesses && signer.Policy.Witnesses.Any(witness => witness.Url is not null)) is { Count: > 0 } unwitnessed)
                throw new StartRefusedException(unwitnessed);
        var law = LawFiles.Load(options.Province, options.LawSwitches);
        await RegistrySchema.Assert(options.App, options.AllowVolatileDatabase, cancel);
        var resources = await Resources.Open(options, cancel);
        try
        {
            var web = Build(options, rules, law, resources);
            await resources.WriteStartLine(options, law, cancel);
            await ActivatorUtilities.CreateInstance<Founding>(web.Services).Found(options.FirstAdministrators, options.FoundingInspectors, cancel);
            var enrolment = web.Services.GetRequiredService<DirectoryWatch>().Latest;
            var inspectorates = enrolment.Agencies.On(web.Services.GetRequiredService<LawClock>().Today)
                .Count(agency => agency.Kind == Domain.Agencies.AgencyKind.Inspectorate && !enrolment.IsSuspended(agency.Code));
            var starting = web.Services.GetRequiredService<ILogger<RegistryServer>>();
            Log.LawRead(starting, law.Version, law.Province, law.LocalSwitches.Length);
            foreach (var one in law.LocalSwitches)
                Log.RowSwitched(starting, one.Table, one.Row, one.On ? "on" : "off", one.Document, one.DecidedOn);
            if (inspectorates == 1)
                Log.OneInspectorate(starting);
            // Lines that an earlier process still owed are written from now on, not from the first act on.
            _ = web.Services.GetRequiredService<OutboxDrainer>();
            await web.StartAsync(cancel);
            return new RegistryServer(web, resources);
        }
        catch
        {
            await resources.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public Task WaitForShutdown(CancellationToken cancel) => web.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
        await resources.DisposeAsync();
    }

    private static WebApplication Build(ServerOptions options, AccessRules rules, LawTables law, Resources resources)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = options.Environment });
        builder.Logging.AddRegistryLogging();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));

        var services = builder.Services;
        services.AddSingleton(options).AddSingleton(rules).AddSingleton(law).AddSingleton(options.Issuer with { EnrolledOnly = options.Issuer.EnrolledOnly ?? !options.IsDevelopment }).AddSingleton(options.Ceilings).AddSingleton(options.Statistics);
        services.AddSingleton(new LogReaders(options.LogReaders));
        services.AddSingleton(options.Time).AddSingleton(provider => new LawClock(provider.GetRequiredService<TimeProvider>(), options.LawDate));
        services.AddSingleton(provider => new AnswerTick(options.AnswerTick, provider.GetRequiredService<TimeProvider>()));
        resources.AddTo(services);
        services.AddSingleton<DirectoryWatch>();
        DirectoryWatch? directory = null;
        services.AddTokens(options, () => directory!);
        services.AddPipeline();
        services.AddCalls();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = 64 * 1024;
            grpc.MaxSendMessageSize = 512 * 1024;
            grpc.EnableDetailedErrors = false;
            grpc.Interceptors.Add<CallPipeline>();
        });
        services.AddGrpcHealthChecks().AddCheck<Readiness>("registry");

        var web = builder.Build();
        directory = web.Services.GetRequiredService<DirectoryWatch>();
        web.UseMiddleware<UnreadCalls>();
        web.MapGrpcService<VictimServiceHost>();
        web.MapGrpcService<IdentityServiceHost>();
        web.MapGrpcService<ProtectionServiceHost>();
        web.MapGrpcService<AccessServiceHost>();
        web.MapGrpcService<AuditServiceHost>();
        web.MapGrpcService<AgencyServiceHost>();
        web.MapGrpcService<ReferenceServiceHost>();
        web.MapGrpcService<TaskServiceHost>();
        web.MapGrpcService<ReportServiceHost>();
        web.MapGrpcHealthChecksService();
        web.MapGet("/healthz", Readiness.Answer);
        if (options.ServeLog)
            web.MapPublishedLog();
        return web;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        kestrel.Listen(options.Grpc, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (options.CertificateFile is { } certificate)
                listen.UseHttps(certificate);
        });
        kestrel.Listen(options.Http, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.CertificateFile is { } certificate)
                listen.UseHttps(certificate, password: null, new LogReaders(options.LogReaders).Configure);
        });
    }
}

/// <summary>The server does not start; the message lists every reason at once.</summary>
internal sealed class StartRefusedException(IReadOnlyList<string> problems)
    : Exception("The registry does not start:" + string.Concat(problems.Select(problem => System.Environment.NewLine + "  - " + Runbook.Named(problem, Runbook.StartRefused))))
{
    /// <summary>Every reason by itself, in the operator's words.</summary>
    public IReadOnlyList<string> Problems => problems;
}

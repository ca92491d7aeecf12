using System.CommandLine;
using System.CommandLine.Invocation;
using Npgsql;
using Registry.AccessLog;
using Registry.Keys;
using Registry.Server.Hosting;
using Registry.Store.Clusters;
using Registry.Store.Log;
using Registry.Store.Schema;
using Registry.Tool.Audit;
using Registry.Tool.Commands;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;

var root = new RootCommand("registryctl runs and looks after a registry. Every command has --help.")
{
    UpCommand.Build(), TokenCommand.Build(), MigrateCommand.Build(), LogCommand.Build(), LawCommand.Build(), DemoCommand.Build(), VersionCommand.Build(),
    WitnessCommand.Build(), MonitorCommand.Build(), AgencyCommand.Build(), KeysCommand.Build(), AuditCommand.Build(),
};

// SIGTERM and SIGINT cancel the command; clusters need a moment to stop cleanly.
var console = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
try
{
    var parsed = root.Parse(args);
    if (parsed.Action is ParseErrorAction mistyped)
        mistyped.ShowHelp = false;
    var code = await parsed.InvokeAsync(console);
    return parsed.Action is ParseErrorAction ? ExitCode.Mistyped : code;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("registryctl: interrupted");
    return ExitCode.Interrupted;
}
catch (PostgresException bare) when (bare.SqlState is PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName)
{
    await Console.Error.WriteLineAsync("registryctl: the databases are not set up yet, because the first start was interrupted; start the registry once with: registryctl up");
    return ExitCode.Failed;
}
catch (NpgsqlException lost)
{
    await Console.Error.WriteLineAsync($"registryctl: the database failed or was stopped in the middle ({(lost as PostgresException)?.SqlState ?? lost.GetType().Name}); try again");
    return ExitCode.Failed;
}
catch (VerificationFailedException changed)
{
    await Console.Error.WriteLineAsync($"registryctl: {changed.Message}");
    return ExitCode.NotGenuine;
}
catch (Exception failed) when (failed is CommandFailedException or ScenarioException or StartRefusedException or KeysRefusedException or SchemaException or ClusterException
    or LogRolledBackException or LogUnavailableException or OfficeUnreachableException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"registryctl: {failed.Message}");
    return ExitCode.Failed;
}

using System.CommandLine;
using Registry.Server.Hosting;
using Registry.Store.Clusters;
using Registry.Store.Log;
using Registry.Store.Schema;
using Registry.Tool.Commands;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;

var root = new RootCommand("registryctl runs and looks after a registry. Every command has --help.")
{
    UpCommand.Build(), TokenCommand.Build(), MigrateCommand.Build(), LogCommand.Build(), DemoCommand.Build(), VersionCommand.Build(),
};

try
{
    // SIGTERM and SIGINT cancel the command; clusters need a moment to stop cleanly.
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
    });
}
catch (Exception failed) when (failed is CommandFailedException or StartRefusedException or SchemaException or ClusterException
    or LogRolledBackException or LogUnavailableException or Registry.AccessLog.VerificationFailedException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"registryctl: {failed.Message}");
    return 1;
}

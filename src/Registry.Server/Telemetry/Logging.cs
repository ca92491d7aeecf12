using System.Collections.Frozen;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Registry.Server.Telemetry;

/// <summary>
/// The server's own log: to the console, properties by an allow-list. What is not on the list is dropped before a sink sees it, so a
/// careless message cannot carry a person's data out.
/// </summary>
internal static class Logging
{
    private static readonly FrozenSet<string> Allowed = new[]
    {
        "Method", "Trace", "Error", "Stack", "Address", "Environment", "SourceContext", "EventId", "Version", "Size", "Reason", "Law", "Rows", "Seconds",
        "Province", "Table", "Row", "State", "Document", "DecidedOn",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static void AddRegistryLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddProvider(new SerilogLoggerProvider(Build(new LoggerConfiguration().WriteTo.Console(
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffZ} {Level:u3} {Message:lj}{NewLine}", standardErrorFromLevel: LogEventLevel.Verbose)), dispose: true));
    }

    internal static Logger Build(LoggerConfiguration configuration) => configuration
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Npgsql", LogEventLevel.Fatal)
        .Enrich.With(new AllowList())
        .CreateLogger();

    private sealed class AllowList : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var name in logEvent.Properties.Keys.Where(name => !Allowed.Contains(name)).ToList())
                logEvent.RemovePropertyIfPresent(name);
        }
    }
}

namespace Registry.Server.Reports;

/// <summary>What statistics tell operators: that a run goes on. How many entries there are stands in the database, too.</summary>
internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Information, "{Method} has counted {Size} entries, trace {Trace}")]
    public static partial void Counting(ILogger logger, string method, Guid trace, int size);
}

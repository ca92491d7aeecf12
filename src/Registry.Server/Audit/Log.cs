namespace Registry.Server.Audit;

/// <summary>What the inspectors' view tells operators.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "Entry {Size} of the access log does not open: it was not written by this registry, or its audit epoch is lost")]
    public static partial void RecordUnreadable(ILogger logger, long size);
}

namespace Registry.Server.Audit;

/// <summary>What the inspectors' view tells operators.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "Entry {Size} of the access log does not open: it was not written by this registry, or its audit epoch is lost")]
    public static partial void RecordUnreadable(ILogger logger, long size);

    [LoggerMessage(3002, LogLevel.Information, "Lines for inspectors: {Rows} opened after {Seconds:F1} s")]
    public static partial void LinesRead(ILogger logger, long rows, double seconds);

    [LoggerMessage(3003, LogLevel.Information, "Lines for inspectors: the newest {Rows} opened in {Seconds:F1} s")]
    public static partial void LinesBuilt(ILogger logger, long rows, double seconds);

    [LoggerMessage(3004, LogLevel.Warning, "Lines for inspectors: the log cannot be read ({Error}); inspectors wait")]
    public static partial void LinesLate(ILogger logger, string error);
}

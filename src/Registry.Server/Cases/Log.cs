namespace Registry.Server.Cases;

/// <summary>What the index of cases tells operators: how many and how long, never who.</summary>
internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Information, "Index of cases: {Rows} rows read after {Seconds:F1} s")]
    public static partial void CasesRead(ILogger logger, int rows, double seconds);

    [LoggerMessage(1302, LogLevel.Information, "Index of cases: built from {Rows} rows in {Seconds:F1} s")]
    public static partial void CasesBuilt(ILogger logger, int rows, double seconds);

    [LoggerMessage(1303, LogLevel.Warning, "Index of cases: the database cannot be read ({Error}); tasks wait")]
    public static partial void CasesLate(ILogger logger, string error);

    [LoggerMessage(1304, LogLevel.Critical, "Index of cases: a row does not open; it was changed behind the registry's back: run registry-verify")]
    public static partial void CaseUnreadable(ILogger logger);

    [LoggerMessage(1305, LogLevel.Critical, "Index of cases: the tasks of {Rows} rows cannot be computed; they are in no list, and this is a fault of the registry")]
    public static partial void CasesFailed(ILogger logger, int rows);
}

namespace Registry.Server.Hosting;

/// <summary>What the host tells operators.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The next audit epoch key could not be made ({Error}); it is tried again in a minute")]
    public static partial void EpochLate(ILogger logger, string error);

    [LoggerMessage(2002, LogLevel.Warning, "Only one inspectorate stands: what its inspectors do is read by its own people alone, which is no review; enrol another one")]
    public static partial void OneInspectorate(ILogger logger);

    [LoggerMessage(2003, LogLevel.Information, "Law version {Version}, province {Province}, {Rows} row(s) switched by a local document")]
    public static partial void LawRead(ILogger logger, string version, string province, int rows);

    [LoggerMessage(2004, LogLevel.Warning, "{Table}, {Row} is {State} by {Document} of {DecidedOn}")]
    public static partial void RowSwitched(ILogger logger, string table, string row, string state, string document, DateOnly decidedOn);
}

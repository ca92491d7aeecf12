namespace Registry.Server.Hosting;

/// <summary>What the host tells operators.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The next audit epoch key could not be made ({Error}); it is tried again in a minute")]
    public static partial void EpochLate(ILogger logger, string error);
}

namespace Registry.Server.Books;

/// <summary>What the comparison of the books tells operators.</summary>
internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Critical, "Releases of keys and lines of the log differ: see deploy/runbooks/keys-books.md")]
    public static partial void Differ(ILogger logger);

    [LoggerMessage(2102, LogLevel.Warning, "The books of keys and lines could not be compared ({Error}); it is tried again in an hour")]
    public static partial void NotCompared(ILogger logger, string error);
}

namespace Registry.Server.Pipeline;

/// <summary>What the pipeline tells operators. Names of methods, types and ids of its own; never a message's content.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "{Method} refused as unavailable ({Error}), trace {Trace}")]
    public static partial void Unavailable(ILogger logger, string method, Guid trace, string error);

    [LoggerMessage(1002, LogLevel.Critical, "{Method} met a stored value that was changed behind the registry's back, trace {Trace}: run registry-verify")]
    public static partial void Tampered(ILogger logger, string method, Guid trace);

    [LoggerMessage(1003, LogLevel.Error, "{Method} failed, trace {Trace}: {Error} {Stack}")]
    public static partial void Fault(ILogger logger, string method, Guid trace, string error, string stack);

    [LoggerMessage(1004, LogLevel.Warning, "Lines about calls without a valid token could not be written ({Error}); they are counted on")]
    public static partial void NobodysLinesLate(ILogger logger, string error);
}

using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// What the server tells operators: methods, codes, types and places in code. Never an exception's own text, a status detail or
/// anything of a message: those may carry what a caller sent.
/// </summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} ended with {StatusCode}", EventName = "Refused")]
    public static partial void Refused(ILogger logger, string method, StatusCode statusCode);

    [LoggerMessage(2, LogLevel.Information, "{Method} was cancelled by its caller", EventName = "Cancelled")]
    public static partial void Cancelled(ILogger logger, string method);

    [LoggerMessage(3, LogLevel.Error, "{Method} failed with {ExceptionType}{NewLine}{Trace}", EventName = "Failed")]
    private static partial void Failed(ILogger logger, string method, Type exceptionType, string newLine, string? trace);

    [LoggerMessage(4, LogLevel.Debug, "{Method} passed its deadline", EventName = "DeadlineExceeded")]
    public static partial void DeadlineExceeded(ILogger logger, string method);

    public static void Failed(ILogger logger, string method, Type exceptionType, string? trace) =>
        Failed(logger, method, exceptionType, Environment.NewLine, trace);
}

using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The status of a call that broke before the server gave one.</summary>
internal static class TransportFailure
{
    private const int RefusedStream = 0x7;
    private const int Cancel = 0x8;
    private const int EnhanceYourCalm = 0xb;
    private const int InadequateSecurity = 0xc;

    public static Status StatusOf(Exception exception, bool deadlineHasPassed)
    {
        if (exception is RpcException known)
            return known.Status;
        var code = CodeOf(exception);
        // The server's deadline passes at the same time as ours and may reset the stream first.
        if (code == StatusCode.Cancelled && deadlineHasPassed)
            code = StatusCode.DeadlineExceeded;
        return new Status(code, $"Error starting gRPC call. {exception.GetType().Name}: {exception.Message}", exception);
    }

    private static StatusCode CodeOf(Exception exception) => exception switch
    {
        OperationCanceledException => StatusCode.Cancelled,
        HttpProtocolException http => http.ErrorCode switch
        {
            RefusedStream => StatusCode.Unavailable,
            Cancel => StatusCode.Cancelled,
            EnhanceYourCalm => StatusCode.ResourceExhausted,
            InadequateSecurity => StatusCode.PermissionDenied,
            _ => StatusCode.Internal,
        },
        { InnerException: { } inner } when CodeOf(inner) is var code and not StatusCode.Internal => code,
        { InnerException: HttpProtocolException } => StatusCode.Internal,
        IOException or SocketException => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };
}

using Grpc.Core;

namespace Grpc.Net.Client;

internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ObjectDisposedException.ThrowIf(channel.Closed.IsCancellationRequested, channel);
        return new UnaryCall<TRequest, TResponse>(channel, method, options.Headers, new CallLife(options, channel.Closed)).Start(request);
    }

    /// <summary>On a thread of the pool, so that a caller's synchronisation context cannot wait for itself.</summary>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Task.Run(() => AsyncUnaryCall(method, host, options, request).ResponseAsync).GetAwaiter().GetResult();
}

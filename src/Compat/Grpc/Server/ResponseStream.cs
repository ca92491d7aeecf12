using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Where the handler of a stream puts its messages.</summary>
internal sealed class ResponseStream<T>(HttpServerCallContext call, Marshaller<T> marshaller, int? limit) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        // Half a message cannot be taken back: who gives up a write gives up the call.
        await using var givenUp = cancellationToken.Register(call.Reset);
        cancellationToken.ThrowIfCancellationRequested();
        await call.Send(() => MessageWriter.Write(message, marshaller.ContextualSerializer, limit), cancellationToken);
    }
}

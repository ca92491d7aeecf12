using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>One message in, many out. What nobody reads stays on the wire: flow control slows the server down.</summary>
internal sealed class StreamingCall<TRequest, TResponse> : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly HttpCall<TRequest, TResponse> _call;
    private readonly Task<Status?> _opening;
    private readonly Lock _gate = new();
    private Task<bool> _read = Task.FromResult(true);
    private bool _disposed;

    private StreamingCall(HttpCall<TRequest, TResponse> call, TRequest request)
    {
        _call = call;
        _opening = call.Guard(() => call.Open(request));
    }

    public TResponse Current { get; private set; } = null!;

    public static AsyncServerStreamingCall<TResponse> Start(HttpCall<TRequest, TResponse> call, TRequest request)
    {
        var stream = new StreamingCall<TRequest, TResponse>(call, request);
        return new(stream, call.Headers, call.GetStatus, call.GetTrailers, () =>
        {
            stream._disposed = true;
            call.Cancel("gRPC call disposed.");
        });
    }

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_disposed)
                return Task.FromException<bool>(new ObjectDisposedException(nameof(AsyncServerStreamingCall<TResponse>)));
            if (!_read.IsCompleted)
                return Task.FromException<bool>(new InvalidOperationException("Can't read the next message because the previous read is still in progress."));
            // What has ended stays ended.
            return _read is { IsCompletedSuccessfully: true, Result: true } ? _read = Next(cancellationToken) : _read;
        }
    }

    private async Task<bool> Next(CancellationToken cancel)
    {
        await using var givenUp = cancel.Register(() => _call.Cancel("Call canceled by the client."));
        TResponse? message = null;
        var status = await _call.Guard(async () =>
        {
            if (await _opening is { } early)
                return early;
            message = await _call.Read(single: false);
            return message is null ? _call.Status() : Status.DefaultSuccess;
        });
        if (message is not null)
        {
            Current = message;
            return true;
        }

        return _call.End(status) is { } failure ? throw failure : false;
    }
}

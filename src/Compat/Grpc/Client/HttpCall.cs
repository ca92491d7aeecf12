using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>What every call goes through, however many messages answer it. It ends once: by the server's status, or by whoever gives it up first.</summary>
internal sealed class HttpCall<TRequest, TResponse>(
    GrpcChannel channel, Method<TRequest, TResponse> method, Metadata? requestHeaders, CallLife life)
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpRequestMessage? _request;
    private HttpResponseMessage? _response;
    private PipeReader? _body;
    private Metadata? _trailers;
    private volatile Ending? _ending;

    public Task<Metadata> Headers => _headers.Task;

    public Status GetStatus() => _ending?.Value ?? life.GivenUp
        ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() => _ending is not null && _trailers is not null
        ? _trailers
        : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void Cancel(string why) => life.GiveUp(StatusCode.Cancelled, why);

    /// <summary>Sends the request and waits for the headers.</summary>
    /// <returns>The status when no message follows, else null.</returns>
    public async Task<Status?> Open(TRequest request)
    {
        var frame = MessageWriter.Write(request, method.RequestMarshaller.ContextualSerializer, channel.MaxSendMessageSize);
        _request = RequestMessage.Of(channel.Address, method, requestHeaders, life.Timeout, frame);
        life.Token.ThrowIfCancellationRequested();
        _response = channel.Transport is HttpClient client
            ? await client.SendAsync(_request, HttpCompletionOption.ResponseHeadersRead, life.Token)
            : await channel.Transport.SendAsync(_request, life.Token);
        // Nobody may be reading when the call is given up: the server has to hear of it all the same.
        life.Token.Register(_response.Dispose);

        var headers = ResponseMetadata.Of(_response.Headers);
        _headers.TrySetResult(headers);
        if (ResponseStatus.WithoutMessage(_response) is { } early)
        {
            _trailers = ResponseStatus.IsTrailersOnly(_response) ? headers : [];
            return early;
        }

        _body = PipeReader.Create(await _response.Content.ReadAsStreamAsync(life.Token));
        return null;
    }

    /// <returns>The one message of the body, or the next one of a stream; null when there is none, and then <see cref="Status"/> is there.</returns>
    public Task<TResponse?> Read(bool single)
    {
        var parse = method.ResponseMarshaller.ContextualDeserializer;
        var encoding = ResponseMetadata.Encoding(_response!);
        return single
            ? MessageReader.ReadSingle(_body!, parse, channel.MaxReceiveMessageSize, encoding, life.Token)
            : MessageReader.ReadNext(_body!, parse, channel.MaxReceiveMessageSize, encoding, life.Token);
    }

    /// <summary>The server's status, behind the last message.</summary>
    public Status Status()
    {
        _trailers = ResponseMetadata.Of(_response!.TrailingHeaders);
        return ResponseStatus.InTrailers(_response);
    }

    /// <summary>Runs a part of the call; whatever breaks it ends the call.</summary>
    public async Task<T> Guard<T>(Func<Task<T>> part)
    {
        try
        {
            return await part();
        }
        catch (Exception exception)
        {
            throw End(life.GivenUp ?? TransportFailure.StatusOf(exception, life.DeadlineHasPassed))!;
        }
    }

    /// <returns>What to throw, or null after OK.</returns>
    public RpcException? End(Status status)
    {
        _ending ??= new Ending(status);
        life.Dispose();
        _request?.Dispose();
        _response?.Dispose();
        if (_ending.Value.StatusCode == StatusCode.OK)
            return null;
        var failure = new RpcException(_ending.Value, _trailers ?? Metadata.Empty);
        // Few callers await the headers; what broke the call is told by the response.
        if (_headers.TrySetException(failure))
            _ = _headers.Task.Exception;
        return failure;
    }

    /// <summary>A status that other threads see whole or not at all.</summary>
    private sealed record Ending(Status Value);
}

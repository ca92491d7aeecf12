using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>One unary call from request to status. It ends once: by the server's answer, or by whoever gives it up first.</summary>
internal sealed class UnaryCall<TRequest, TResponse>(
    GrpcChannel channel, Method<TRequest, TResponse> method, Metadata? requestHeaders, CallLife life)
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Metadata? _trailers;
    private volatile Ending? _ending;

    public AsyncUnaryCall<TResponse> Start(TRequest request) =>
        new(Run(request), _headers.Task, GetStatus, GetTrailers, () => life.GiveUp(StatusCode.Cancelled, "gRPC call disposed."));

    private Status GetStatus() =>
        _ending?.Value ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    private Metadata GetTrailers() => _ending is not null && _trailers is not null
        ? _trailers
        : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    private async Task<TResponse> Run(TRequest request)
    {
        using var _ = life;
        Status status;
        TResponse? message = null;
        try
        {
            (status, message) = await Exchange(request);
        }
        catch (Exception exception)
        {
            status = life.GivenUp ?? TransportFailure.StatusOf(exception, life.DeadlineHasPassed);
        }

        _ending = new Ending(status);
        if (status.StatusCode == StatusCode.OK)
            return message!;
        var failure = new RpcException(status, _trailers ?? Metadata.Empty);
        if (_headers.TrySetException(failure))
            MarkObserved(_headers.Task);
        throw failure;
    }

    private async Task<(Status Status, TResponse? Message)> Exchange(TRequest request)
    {
        var frame = MessageWriter.Write(request, method.RequestMarshaller.ContextualSerializer, channel.MaxSendMessageSize);
        using var message = RequestMessage.Of(channel.Address, method, requestHeaders, life.Timeout, frame);
        life.Token.ThrowIfCancellationRequested();
        using var response = channel.Transport is HttpClient client
            ? await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, life.Token)
            : await channel.Transport.SendAsync(message, life.Token);

        var headers = ResponseMetadata.Of(response.Headers);
        _headers.TrySetResult(headers);
        if (ResponseStatus.WithoutMessage(response) is { } early)
        {
            _trailers = ResponseStatus.IsTrailersOnly(response) ? headers : [];
            return (early, null);
        }

        var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(life.Token));
        var answer = await MessageReader.ReadSingle(
            body, method.ResponseMarshaller.ContextualDeserializer, channel.MaxReceiveMessageSize, ResponseMetadata.Encoding(response), life.Token);
        _trailers = ResponseMetadata.Of(response.TrailingHeaders);
        var status = ResponseStatus.InTrailers(response);
        return status.StatusCode == StatusCode.OK && answer is null
            ? (new Status(StatusCode.Internal, "Failed to deserialize response message."), null)
            : (status, answer);
    }

    /// <summary>Few callers await the headers; what broke the call is told by the response.</summary>
    private static void MarkObserved(Task task) => _ = task.Exception;

    /// <summary>A status that other threads see whole or not at all.</summary>
    private sealed record Ending(Status Value);
}

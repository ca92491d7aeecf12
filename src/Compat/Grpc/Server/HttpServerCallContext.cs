using System.Buffers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>A call that came over Kestrel.</summary>
internal sealed class HttpServerCallContext : ServerCallContext, IAsyncDisposable
{
    private const int Http2Cancel = 0x8;
    private const int Http3Cancel = 0x10c;

    /// <summary>How long the status of a call that is too late waits for a caller who does not read.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly CallDeadline? _deadline;
    private Metadata? _requestHeaders;
    private AuthContext? _authContext;
    private Task _write = Task.CompletedTask;
    private bool _over;

    public HttpServerCallContext(HttpContext http, ILogger logger)
    {
        HttpContext = http;
        _logger = logger;
        if (GrpcTimeout.Parse(http.Request.Headers[HeaderNames.GrpcTimeout]) is { } timeout)
            _deadline = new CallDeadline(timeout, AnswerDeadlineExceeded, http.RequestAborted);
    }

    public HttpContext HttpContext { get; }

    protected override string MethodCore => HttpContext.Request.Path.Value ?? "";

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerName.Of(HttpContext.Connection);

    protected override DateTime DeadlineCore => _deadline?.Deadline ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= RequestMetadata.Of(HttpContext.Request.Headers);

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? HttpContext.RequestAborted;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _authContext ??= PeerCertificate.Describe(HttpContext.Connection.ClientCertificate);

    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    /// <summary>Turns what a handler threw into the status of the call.</summary>
    public void Fail(Exception exception, bool detailed)
    {
        if (exception is RpcException refusal)
        {
            ServerLog.Refused(_logger, MethodCore, refusal.StatusCode);
            foreach (var entry in refusal.Trailers)
                ResponseTrailers.Add(entry);
            StatusCore = refusal.Status;
            return;
        }

        if (exception is OperationCanceledException or IOException && CancellationTokenCore.IsCancellationRequested)
            ServerLog.Cancelled(_logger, MethodCore);
        else
            ServerLog.Failed(_logger, MethodCore, exception.GetType(), exception.StackTrace);
        var detail = "Exception was thrown by handler." + (detailed ? $" {exception.GetType().Name}: {exception.Message}" : "");
        StatusCore = new Status(StatusCode.Unknown, detail, exception);
    }

    /// <summary>Sends one message of a stream and waits until the transport has taken it.</summary>
    /// <exception cref="InvalidOperationException">The call is over, or another message is on its way.</exception>
    public Task Send(Func<ReadOnlyMemory<byte>> frame, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_over || CancellationTokenCore.IsCancellationRequested)
                throw new InvalidOperationException("Can't write the message because the request is complete.");
            if (!_write.IsCompleted)
                throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
            return _write = Write(frame, cancel);
        }
    }

    /// <summary>Breaks the stream off; the caller sees CANCELLED.</summary>
    public void Reset()
    {
        if (HttpContext.Features.Get<IHttpResetFeature>() is { } stream)
            stream.Reset(HttpProtocol.IsHttp3(HttpContext.Request.Protocol) ? Http3Cancel : Http2Cancel);
        else
            HttpContext.Abort();
    }

    /// <summary>Sends the message, if there is one, and the status; nothing when the deadline was faster.</summary>
    public async Task Finish(ReadOnlyMemory<byte> message)
    {
        await Close();
        if (_deadline is not null && !await _deadline.Claim())
            return;
        if (!message.IsEmpty)
        {
            await HttpContext.Response.StartAsync();
            HttpContext.Response.BodyWriter.Write(message.Span);
        }

        GrpcResponse.WriteStatus(HttpContext.Response, StatusCore, ResponseTrailers);
    }

    public ValueTask DisposeAsync() => _deadline?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (HttpContext.Response.HasStarted)
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        foreach (var entry in responseHeaders)
            HttpContext.Response.Headers.Append(entry.Key, HttpMetadata.Encode(entry));
        await HttpContext.Response.BodyWriter.FlushAsync();
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Calls do not propagate their context.");

    private async Task Write(Func<ReadOnlyMemory<byte>> frame, CancellationToken cancel)
    {
        await HttpContext.Response.StartAsync(cancel);
        HttpContext.Response.BodyWriter.Write(frame().Span);
        if (WriteOptionsCore?.Flags.HasFlag(WriteFlags.BufferHint) is true)
            return;
        await HttpContext.Response.BodyWriter.FlushAsync(cancel);
        if (CancellationTokenCore.IsCancellationRequested || cancel.IsCancellationRequested)
            throw new OperationCanceledException("Sending the message was canceled.");
    }

    /// <summary>No message after this. Ends with the one that was on its way, however that went.</summary>
    private Task Close()
    {
        lock (_gate)
        {
            _over = true;
            return _write.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task SayGoodbye()
    {
        await Close();
        GrpcResponse.WriteStatus(HttpContext.Response, StatusCore);
        await HttpContext.Response.CompleteAsync();
    }

    private async Task AnswerDeadlineExceeded()
    {
        try
        {
            ServerLog.DeadlineExceeded(_logger, MethodCore);
            StatusCore = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
            await SayGoodbye().WaitAsync(LongestGoodbye);
            // The answer is out; the reset tells the caller to stop sending and breaks off a read that still waits.
            Reset();
        }
        catch (TimeoutException)
        {
            Reset();
        }
        catch (Exception exception)
        {
            // Nobody awaits a timer: what went wrong can only be told here.
            ServerLog.Failed(_logger, MethodCore, exception.GetType(), exception.StackTrace);
            HttpContext.Abort();
        }
    }
}

using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Compat.Grpc.Tests;

/// <summary>What the client makes of streams, good and bad, and who may stand around them.</summary>
public sealed class StreamClientRules
{
    [Fact]
    public async Task Gives_headers_messages_status_and_trailers()
    {
        await using var host = await EchoHost.Start(tell: async (request, stream, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "first", "yes" } });
            await stream.WriteAsync(new EchoResponse { Text = request.Text });
            context.ResponseTrailers.Add("last", "too");
        });
        using var call = host.Client.Tell(new EchoRequest { Text = "hello" });

        Assert.Equal("yes", (await call.ResponseHeadersAsync).GetValue("first"));
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
        Assert.Equal(["hello"], await All(call));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("too", call.GetTrailers().GetValue("last"));
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Gives_the_messages_before_a_failure_and_then_the_failure_again_and_again()
    {
        await using var host = await EchoHost.Start(tell: async (_, stream, _) =>
        {
            await stream.WriteAsync(new EchoResponse { Text = "first" });
            throw new RpcException(new Status(StatusCode.Aborted, "moved"), new Metadata { { "why", "so" } });
        });
        using var call = host.Client.Tell(new EchoRequest());

        Assert.True(await call.ResponseStream.MoveNext());
        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        var again = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal((StatusCode.Aborted, "moved", "so"), (failure.StatusCode, failure.Status.Detail, failure.Trailers.GetValue("why")));
        Assert.Equal(StatusCode.Aborted, again.StatusCode);
        Assert.Equal(StatusCode.Aborted, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_status_alone_is_an_empty_stream_or_a_failure()
    {
        await using var host = await EchoHost.Start(tell: (request, _, _) => request.Text == "no"
            ? throw new RpcException(new Status(StatusCode.NotFound, "said"))
            : Task.CompletedTask);
        using var empty = host.Client.Tell(new EchoRequest());
        using var refused = host.Client.Tell(new EchoRequest { Text = "no" });

        Assert.Empty(await All(empty));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => refused.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task Refuses_a_second_read_while_one_waits()
    {
        var go = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: (_, _, _) => go.Task);
        using var call = host.Client.Tell(new EchoRequest());

        var first = call.ResponseStream.MoveNext();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.ResponseStream.MoveNext());

        go.SetResult();
        Assert.False(await first);
    }

    [Fact]
    public async Task Giving_up_a_read_gives_up_the_call_on_both_sides()
    {
        var stopped = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: Waiting(stopped));
        using var cancel = new CancellationTokenSource();
        using var call = host.Client.Tell(new EchoRequest());
        await call.ResponseStream.MoveNext();

        var second = call.ResponseStream.MoveNext(cancel.Token);
        await cancel.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => second)).StatusCode);
        await stopped.Task;
    }

    [Fact]
    public async Task Disposing_a_call_that_nobody_reads_stops_the_server()
    {
        var stopped = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: Waiting(stopped));
        var call = host.Client.Tell(new EchoRequest());
        await call.ResponseStream.MoveNext();

        call.Dispose();

        await stopped.Task;
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task The_deadline_of_the_client_ends_the_stream_on_both_sides()
    {
        var stopped = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: Waiting(stopped));
        using var call = host.Client.Tell(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(1));

        var failure = await Assert.ThrowsAsync<RpcException>(() => All(call));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await stopped.Task;
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 127, 255, 255, 255 }, StatusCode.ResourceExhausted)]
    public async Task Refuses_what_is_no_message(byte[] body, StatusCode expected)
    {
        await using var server = await FakeServer.Start(FakeServer.Answering(body, ("grpc-status", "0")));
        using var call = server.Client.Tell(new EchoRequest());

        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task Refuses_an_end_without_a_status()
    {
        await using var server = await FakeServer.Start(FakeServer.Answering(RawCall.Frame([])));
        using var call = server.Client.Tell(new EchoRequest());

        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task Interceptors_stand_around_streams_on_both_sides()
    {
        await using var host = await EchoHost.Start(grpc: options => options.Interceptors.Add<Shouting>());
        var client = new Echo.EchoClient(host.Channel.Intercept(new Doubling()));
        using var call = client.Tell(new EchoRequest { Text = "ab" });

        Assert.Equal(["a!", "b!", "a!", "b!"], await All(call));
    }

    internal static async Task<List<string>> All(AsyncServerStreamingCall<EchoResponse> call)
    {
        var texts = new List<string>();
        while (await call.ResponseStream.MoveNext())
            texts.Add(call.ResponseStream.Current.Text);
        return texts;
    }

    private static ServerStreamingServerMethod<EchoRequest, EchoResponse> Waiting(TaskCompletionSource stopped) => async (_, stream, context) =>
    {
        await using var registration = context.CancellationToken.Register(stopped.SetResult);
        await stream.WriteAsync(new EchoResponse { Text = "first" });
        await stopped.Task;
    };

    private sealed class Shouting : Interceptor
    {
        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            continuation(request, new Louder<TResponse>(responseStream), context);
    }

    private sealed class Louder<T>(IServerStreamWriter<T> stream) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => stream.WriteOptions;
            set => stream.WriteOptions = value;
        }

        public Task WriteAsync(T message)
        {
            if (message is EchoResponse echo)
                echo.Text += "!";
            return stream.WriteAsync(message);
        }
    }

    private sealed class Doubling : Interceptor
    {
        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            if (request is EchoRequest echo)
                echo.Text += echo.Text;
            return continuation(request, context);
        }
    }
}

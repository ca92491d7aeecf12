using System.Net;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>Who gives up when, and what the other side gets to know.</summary>
public sealed class DeadlineRules
{
    private const long Http2Cancel = 8;

    [Theory]
    [InlineData("2H", 7200)]
    [InlineData("30M", 1800)]
    [InlineData("1800S", 1800)]
    [InlineData("1800000m", 1800)]
    [InlineData("99999999u", 100)]
    public async Task Reads_every_unit_of_the_timeout(string header, int seconds)
    {
        var left = TimeSpan.Zero;
        await using var host = await EchoHost.Start((_, context) =>
        {
            left = context.Deadline - DateTime.UtcNow;
            return Task.FromResult(new EchoResponse());
        });

        await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("grpc-timeout", header));

        Assert.InRange(left.TotalSeconds, seconds - 60, seconds);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("1x")]
    [InlineData("0S")]
    public async Task Ignores_a_timeout_that_is_none(string header)
    {
        var deadline = DateTime.MinValue;
        await using var host = await EchoHost.Start((_, context) =>
        {
            deadline = context.Deadline;
            return Task.FromResult(new EchoResponse());
        });

        var response = await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("grpc-timeout", header));

        Assert.Equal("0", response.GrpcStatus);
        Assert.Equal(DateTime.MaxValue, deadline);
    }

    [Fact]
    public async Task Answers_for_the_handler_when_the_deadline_passes_and_drops_what_it_says_later()
    {
        var tripped = new TaskCompletionSource();
        var later = new TaskCompletionSource();
        await using var host = await EchoHost.Start(async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(() => tripped.TrySetResult());
            await later.Task;
            return new EchoResponse { Text = "too late" };
        });

        var response = await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("grpc-timeout", "1S"));

        Assert.Equal("4", response.Headers["grpc-status"]);
        Assert.Empty(response.Body);
        await tripped.Task;
        later.SetResult();
        Assert.Equal("too late", (await host.Client.SayAsync(new EchoRequest())).Text);
    }

    [Theory]
    [InlineData("50m")]
    [InlineData("50000u")]
    [InlineData("99999999n")]
    public async Task Answers_DeadlineExceeded_when_the_handler_gives_up_by_its_token(string timeout)
    {
        await using var host = await EchoHost.Start(WaitForever);

        var response = await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("grpc-timeout", timeout));

        Assert.Equal("4", response.GrpcStatus);
    }

    [Fact]
    public async Task Answers_a_caller_who_is_still_sending_and_then_stops_it()
    {
        await using var host = await EchoHost.Start();
        using var body = new UnfinishedBody();

        try
        {
            var response = await RawCall.Send(
                host.Address, RawCall.Say, body, headers => headers.TryAddWithoutValidation("grpc-timeout", "50m"));
            Assert.Equal("4", response.Headers["grpc-status"]);
        }
        catch (HttpRequestException failure)
        {
            // The reset comes right behind the answer, and HttpClient may look at both at once: then the reset is all that it tells.
            Assert.Equal(Http2Cancel, Assert.IsType<HttpProtocolException>(failure.GetBaseException()).ErrorCode);
        }

        await body.Stopped;
    }

    [Fact]
    public async Task The_client_sends_its_deadline()
    {
        string? header = null;
        await using var host = await EchoHost.Start((_, context) =>
        {
            header = context.GetHttpContext().Request.Headers["grpc-timeout"];
            return Task.FromResult(new EchoResponse());
        });

        await host.Client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(50));

        Assert.Matches("^[0-9]{1,8}[HMSmun]$", header);
    }

    [Fact]
    public async Task The_client_gives_up_by_itself_when_the_server_does_not()
    {
        await using var server = await FakeServer.Start(http => Task.Delay(Timeout.Infinite, http.RequestAborted));

        var call = server.Client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddMilliseconds(100));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task The_client_sends_nothing_once_the_deadline_has_passed()
    {
        var asked = false;
        await using var server = await FakeServer.Start(_ =>
        {
            asked = true;
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await server.Client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.False(asked);
    }

    [Fact]
    public async Task The_client_takes_no_deadline_in_local_time()
    {
        await using var host = await EchoHost.Start();

        Assert.Throws<InvalidOperationException>(() => { host.Client.SayAsync(new EchoRequest(), deadline: DateTime.Now.AddHours(1)); });
    }

    [Fact]
    public async Task A_token_of_the_caller_cancels_the_call_on_both_sides()
    {
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var host = await EchoHost.Start(async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(stopped.SetResult);
            started.SetResult();
            await stopped.Task;
            return new EchoResponse();
        });
        using var cancel = new CancellationTokenSource();

        var call = host.Client.SayAsync(new EchoRequest(), cancellationToken: cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        await stopped.Task;
    }

    [Fact]
    public async Task Disposing_a_call_cancels_it()
    {
        await using var host = await EchoHost.Start(WaitForever);

        var call = host.Client.SayAsync(new EchoRequest());
        call.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task Disposing_the_channel_cancels_its_calls_and_makes_no_more()
    {
        await using var host = await EchoHost.Start(WaitForever);
        var call = host.Client.SayAsync(new EchoRequest());

        host.Channel.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        Assert.Throws<ObjectDisposedException>(host.Channel.CreateCallInvoker);
    }

    private static async Task<EchoResponse> WaitForever(EchoRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new EchoResponse();
    }

    private sealed class UnfinishedBody : HttpContent
    {
        private readonly TaskCompletionSource _stopped = new();

        public Task Stopped => _stopped.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            try
            {
                await stream.WriteAsync(RawCall.Hello.AsMemory(0, 3), cancellationToken);
                await stream.FlushAsync(cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException)
            {
                // The server has reset the stream.
                _stopped.SetResult();
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

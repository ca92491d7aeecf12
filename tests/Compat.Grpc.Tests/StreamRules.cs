using System.Net;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>One message in, many out: what the server's writer promises.</summary>
public sealed class StreamRules
{
    public const string Tell = "/compat.test.v1.Echo/Tell";

    [Fact]
    public async Task Sends_every_message_in_order_and_the_status_behind_them()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, RawCall.Frame([10, 3, .. "abc"u8]), Tell);

        Assert.Equal([.. RawCall.Frame([10, 1, (byte)'a']), .. RawCall.Frame([10, 1, (byte)'b']), .. RawCall.Frame([10, 1, (byte)'c'])], response.Body);
        Assert.Equal("0", response.Trailers["grpc-status"]);
        Assert.DoesNotContain("grpc-status", response.Headers.Keys);
    }

    [Fact]
    public async Task A_message_leaves_before_the_next_one_is_written()
    {
        var seen = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: async (_, stream, _) =>
        {
            await stream.WriteAsync(new EchoResponse { Text = "first" });
            await seen.Task;
            await stream.WriteAsync(new EchoResponse { Text = "second" });
        });
        using var call = host.Client.Tell(new EchoRequest());

        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("first", call.ResponseStream.Current.Text);
        seen.SetResult();

        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("second", call.ResponseStream.Current.Text);
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_stream_of_nothing_is_a_status_alone()
    {
        await using var host = await EchoHost.Start(tell: (_, _, _) => Task.CompletedTask);

        var response = await RawCall.Post(host, RawCall.Hello, Tell);

        Assert.Equal("0", response.Headers["grpc-status"]);
        Assert.Empty(response.Body);
    }

    [Fact]
    public async Task A_failure_after_some_messages_stands_in_the_trailers()
    {
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            context.ResponseTrailers.Add("left", "too");
            await stream.WriteAsync(new EchoResponse { Text = "first" });
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "no more"), new Metadata { { "why", "so" } });
        });

        var response = await RawCall.Post(host, RawCall.Hello, Tell);

        Assert.Equal(RawCall.Frame([10, 5, .. "first"u8]), response.Body);
        Assert.Equal(("9", "no more", "too", "so"), (response.Trailers["grpc-status"], response.Trailers["grpc-message"], response.Trailers["left"], response.Trailers["why"]));
    }

    [Fact]
    public async Task Refuses_a_second_write_while_one_is_on_its_way()
    {
        var second = new TaskCompletionSource<Task>();
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            while (!context.CancellationToken.IsCancellationRequested)
            {
                var first = stream.WriteAsync(Large, CancellationToken.None);
                if (await Task.WhenAny(first, Task.Delay(200, CancellationToken.None)) != first)
                    second.SetResult(stream.WriteAsync(Large, CancellationToken.None));
                await first;
            }
        });
        using var call = host.Client.Tell(new EchoRequest());
        await call.ResponseHeadersAsync;

        await Assert.ThrowsAsync<InvalidOperationException>(() => second.Task.Unwrap());
    }

    [Fact]
    public async Task A_reader_who_does_not_read_holds_the_writer_and_not_the_memory()
    {
        var written = 0;
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            for (; written < 1000; written++)
                await stream.WriteAsync(Large);
        });
        using var call = host.Client.Tell(new EchoRequest());
        await call.ResponseHeadersAsync;
        await QuietOf(() => Volatile.Read(ref written));

        var held = Volatile.Read(ref written);
        var read = 0;
        while (await call.ResponseStream.MoveNext())
            read++;

        Assert.InRange(held, 0, 999);
        Assert.Equal(1000, read);
    }

    [Fact]
    public async Task Takes_no_message_after_the_caller_went_away()
    {
        var failure = new TaskCompletionSource<Exception?>();
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            await stream.WriteAsync(new EchoResponse { Text = "first" });
            var gone = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(gone.SetResult);
            await gone.Task;
            failure.SetResult(await Record.ExceptionAsync(() => stream.WriteAsync(new EchoResponse { Text = "second" })));
        });

        using (var call = host.Client.Tell(new EchoRequest()))
            await call.ResponseStream.MoveNext();

        Assert.IsType<InvalidOperationException>(await failure.Task);
    }

    [Fact]
    public async Task Takes_no_message_after_the_handler_has_returned()
    {
        IServerStreamWriter<EchoResponse>? kept = null;
        await using var host = await EchoHost.Start(tell: (_, stream, _) =>
        {
            kept = stream;
            return Task.CompletedTask;
        });

        await RawCall.Post(host, RawCall.Hello, Tell);

        await Assert.ThrowsAsync<InvalidOperationException>(() => kept!.WriteAsync(new EchoResponse()));
    }

    [Fact]
    public async Task Takes_no_message_that_is_none()
    {
        await using var host = await EchoHost.Start(
            tell: async (_, stream, _) => await Assert.ThrowsAsync<ArgumentNullException>(() => stream.WriteAsync(null!)));

        Assert.Equal("0", (await RawCall.Post(host, RawCall.Hello, Tell)).GrpcStatus);
    }

    [Fact]
    public async Task A_deadline_ends_a_stream_that_has_begun()
    {
        var tripped = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            await using var registration = context.CancellationToken.Register(tripped.SetResult);
            await stream.WriteAsync(new EchoResponse { Text = "first" });
            await tripped.Task;
        });

        var response = await RawCall.Post(host, RawCall.Hello, Tell, headers => headers.TryAddWithoutValidation("grpc-timeout", "500m"));

        Assert.Equal(RawCall.Frame([10, 5, .. "first"u8]), response.Body);
        Assert.Equal("4", response.Trailers["grpc-status"]);
        await tripped.Task;
    }

    [Fact]
    public async Task A_reader_who_does_not_read_holds_no_call_beyond_its_deadline()
    {
        var ended = new TaskCompletionSource();
        await using var host = await EchoHost.Start(tell: async (_, stream, _) =>
        {
            try
            {
                while (true)
                    await stream.WriteAsync(Large);
            }
            finally
            {
                ended.SetResult();
            }
        });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, Tell))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(RawCall.Hello) { Headers = { { "content-type", "application/grpc" } } },
            Headers = { { "grpc-timeout", "500m" } },
        };

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Who_gives_up_a_write_gives_up_the_call()
    {
        using var give = new CancellationTokenSource();
        await using var host = await EchoHost.Start(tell: async (_, stream, _) =>
        {
            await stream.WriteAsync(new EchoResponse { Text = "first" }, give.Token);
            await give.CancelAsync();
            await stream.WriteAsync(new EchoResponse { Text = "second" }, give.Token);
        });
        using var call = host.Client.Tell(new EchoRequest());

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
                Assert.Equal("first", call.ResponseStream.Current.Text);
        });

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
    }

    [Fact]
    public async Task A_message_that_is_buffered_leaves_with_the_next()
    {
        await using var host = await EchoHost.Start(tell: async (_, stream, context) =>
        {
            stream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            Assert.Same(stream.WriteOptions, context.WriteOptions);
            await stream.WriteAsync(new EchoResponse { Text = "a" });
            await stream.WriteAsync(new EchoResponse { Text = "b" });
        });

        var response = await RawCall.Post(host, RawCall.Hello, Tell);

        Assert.Equal([.. RawCall.Frame([10, 1, (byte)'a']), .. RawCall.Frame([10, 1, (byte)'b'])], response.Body);
        Assert.Equal("0", response.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task Refuses_a_message_over_the_limit_and_keeps_those_before()
    {
        await using var host = await EchoHost.Start(
            grpc: options => options.MaxSendMessageSize = 20,
            tell: async (_, stream, _) =>
            {
                await stream.WriteAsync(new EchoResponse { Text = "short" });
                await stream.WriteAsync(new EchoResponse { Text = new string('x', 100) });
            });

        var response = await RawCall.Post(host, RawCall.Hello, Tell);

        Assert.Equal(RawCall.Frame([10, 5, .. "short"u8]), response.Body);
        Assert.Equal("8", response.Trailers["grpc-status"]);
    }

    private static EchoResponse Large { get; } = new() { Text = new string('x', 64 * 1024) };

    /// <summary>Waits until the number stands still.</summary>
    private static async Task QuietOf(Func<int> number)
    {
        for (var before = -1; before != number();)
        {
            before = number();
            await Task.Delay(300);
        }
    }
}

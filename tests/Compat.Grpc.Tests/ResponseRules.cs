using System.Net;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>What a response is, on the wire.</summary>
public sealed class ResponseRules
{
    [Fact]
    public async Task Sends_one_framed_message_and_the_status_in_trailers()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal(HttpStatusCode.OK, response.HttpStatus);
        Assert.Equal("application/grpc", response.ContentType);
        Assert.Equal(RawCall.Frame(new EchoResponse { Text = "hello" }.ToByteArray()), response.Body);
        Assert.Equal("0", response.Trailers["grpc-status"]);
        Assert.DoesNotContain("grpc-message", response.Trailers.Keys);
        Assert.DoesNotContain("grpc-status", response.Headers.Keys);
    }

    [Fact]
    public async Task Sends_the_status_in_the_headers_when_there_is_no_message()
    {
        await using var host = await EchoHost.Start(
            (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "nobody"), new Metadata { { "why", "absent" } }));

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal(HttpStatusCode.OK, response.HttpStatus);
        Assert.Equal("5", response.Headers["grpc-status"]);
        Assert.Equal("nobody", response.Headers["grpc-message"]);
        Assert.Equal("absent", response.Headers["why"]);
        Assert.Empty(response.Trailers);
        Assert.Empty(response.Body);
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("100%", "100%25")]
    [InlineData("line\nbreak\t~", "line%0Abreak%09~")]
    [InlineData("nạn nhân", "n%E1%BA%A1n nh%C3%A2n")]
    [InlineData("😀", "%F0%9F%98%80")]
    public async Task Percent_encodes_the_message_and_the_client_decodes_it(string text, string encoded)
    {
        await using var host = await EchoHost.Start((_, _) => throw new RpcException(new Status(StatusCode.Aborted, text)));

        var response = await RawCall.Post(host, RawCall.Hello);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new EchoRequest()));

        Assert.Equal(encoded, response.Headers["grpc-message"]);
        Assert.Equal(text, refusal.Status.Detail);
    }

    [Fact]
    public async Task Sends_binary_trailers_as_base64()
    {
        await using var host = await EchoHost.Start((_, context) =>
        {
            context.ResponseTrailers.Add("receipt-bin", [0, 255, 16]);
            return Task.FromResult(new EchoResponse());
        });

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal([0, 255, 16], Convert.FromBase64String(response.Trailers["receipt-bin"]));
    }

    [Fact]
    public async Task Sends_response_headers_before_the_message_and_only_once()
    {
        Exception? second = null;
        await using var host = await EchoHost.Start(async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "first", "yes" } });
            second = await Record.ExceptionAsync(() => context.WriteResponseHeadersAsync([]));
            return new EchoResponse { Text = request.Text };
        });

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal("yes", response.Headers["first"]);
        Assert.Equal("0", response.Trailers["grpc-status"]);
        Assert.IsType<InvalidOperationException>(second);
    }

    [Fact]
    public async Task Sends_the_status_in_trailers_when_a_handler_fails_after_its_headers()
    {
        await using var host = await EchoHost.Start(async (_, context) =>
        {
            await context.WriteResponseHeadersAsync([]);
            throw new RpcException(new Status(StatusCode.DataLoss, "late"));
        });

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal("15", response.Trailers["grpc-status"]);
        Assert.Equal("late", response.Trailers["grpc-message"]);
        Assert.Empty(response.Body);
    }

    [Fact]
    public async Task Sends_the_status_that_the_handler_set_beside_its_message()
    {
        await using var host = await EchoHost.Start((_, context) =>
        {
            context.Status = new Status(StatusCode.OutOfRange, "so far");
            return Task.FromResult(new EchoResponse { Text = "part" });
        });

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal("11", response.Trailers["grpc-status"]);
        Assert.NotEmpty(response.Body);
    }

    [Fact]
    public async Task Refuses_to_send_a_message_over_the_limit()
    {
        await using var host = await EchoHost.Start(grpc: options => options.MaxSendMessageSize = 3);

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal("8", response.GrpcStatus);
        Assert.Empty(response.Body);
    }

    [Fact]
    public async Task Answers_Cancelled_when_the_handler_returns_nothing()
    {
        await using var host = await EchoHost.Start((_, _) => Task.FromResult<EchoResponse>(null!));

        var response = await RawCall.Post(host, RawCall.Hello);

        Assert.Equal("1", response.GrpcStatus);
    }
}

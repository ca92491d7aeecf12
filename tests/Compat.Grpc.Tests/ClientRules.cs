using System.Net;
using System.Net.Sockets;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Compat.Grpc.Tests;

/// <summary>What the client makes of servers, good and bad.</summary>
public sealed class ClientRules
{
    [Fact]
    public async Task Gives_response_headers_status_and_trailers()
    {
        await using var host = await EchoHost.Start(async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "first", "yes" } });
            context.ResponseTrailers.Add("last", "too");
            return new EchoResponse { Text = request.Text };
        });

        using var call = host.Client.SayAsync(new EchoRequest { Text = "hello" });
        var headers = await call.ResponseHeadersAsync;
        var response = await call;

        Assert.Equal("yes", headers.GetValue("first"));
        Assert.Equal("hello", response.Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("too", call.GetTrailers().GetValue("last"));
        Assert.Null(call.GetTrailers().Get("grpc-status"));
    }

    [Fact]
    public async Task Has_neither_status_nor_trailers_before_the_end()
    {
        var go = new TaskCompletionSource();
        await using var host = await EchoHost.Start(async (_, _) =>
        {
            await go.Task;
            return new EchoResponse();
        });

        using var call = host.Client.SayAsync(new EchoRequest());

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
        go.SetResult();
        await call;
    }

    [Fact]
    public async Task Calls_and_fails_blocking_too()
    {
        await using var host = await EchoHost.Start((request, _) => request.Text == "no"
            ? throw new RpcException(new Status(StatusCode.AlreadyExists, "said"))
            : Task.FromResult(new EchoResponse { Text = request.Text }));

        Assert.Equal("yes", host.Client.Say(new EchoRequest { Text = "yes" }).Text);
        var refusal = Assert.Throws<RpcException>(() => host.Client.Say(new EchoRequest { Text = "no" }));
        Assert.Equal(StatusCode.AlreadyExists, refusal.StatusCode);
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(418, StatusCode.Unknown)]
    [InlineData(500, StatusCode.Unknown)]
    public async Task Maps_HTTP_statuses_of_those_who_do_not_speak_gRPC(int http, StatusCode expected)
    {
        await using var server = await FakeServer.Start(context =>
        {
            context.Response.StatusCode = http;
            return Task.CompletedTask;
        });

        Assert.Equal(expected, await Failure(server));
    }

    [Fact]
    public async Task Believes_a_grpc_status_over_the_HTTP_status()
    {
        await using var server = await FakeServer.Start(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers["grpc-status"] = "8";
            return Task.CompletedTask;
        });

        Assert.Equal(StatusCode.ResourceExhausted, await Failure(server));
    }

    [Fact]
    public async Task Refuses_a_response_of_another_content_type()
    {
        await using var server = await FakeServer.Start(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.Body.WriteAsync("<html>"u8.ToArray());
        });

        Assert.Equal(StatusCode.Cancelled, await Failure(server));
    }

    [Fact]
    public async Task Refuses_a_message_without_a_status()
    {
        await using var server = await FakeServer.Start(FakeServer.Answering(RawCall.Frame([])));

        Assert.Equal(StatusCode.Cancelled, await Failure(server));
    }

    [Fact]
    public async Task Refuses_the_status_OK_without_a_message()
    {
        await using var server = await FakeServer.Start(FakeServer.Answering([], ("grpc-status", "0")));

        Assert.Equal(StatusCode.Internal, await Failure(server));
    }

    [Fact]
    public async Task Refuses_half_a_message_and_two_messages()
    {
        await using var half = await FakeServer.Start(FakeServer.Answering(RawCall.Hello[..^1], ("grpc-status", "0")));
        await using var two = await FakeServer.Start(FakeServer.Answering([.. RawCall.Hello, .. RawCall.Hello], ("grpc-status", "0")));

        Assert.Equal(StatusCode.Internal, await Failure(half));
        Assert.Equal(StatusCode.Internal, await Failure(two));
    }

    [Fact]
    public async Task Drops_the_message_of_a_call_that_failed()
    {
        await using var server = await FakeServer.Start(
            FakeServer.Answering(RawCall.Hello, ("grpc-status", "9"), ("grpc-message", "no%21"), ("why", "because")));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("no!", failure.Status.Detail);
        Assert.Equal("because", failure.Trailers.GetValue("why"));
    }

    [Fact]
    public async Task Refuses_a_declared_length_over_the_limit_before_the_bytes_arrive()
    {
        await using var server = await FakeServer.Start(
            FakeServer.Answering(RawCall.Frame([1], length: 1_000_000_000), ("grpc-status", "0")));

        Assert.Equal(StatusCode.ResourceExhausted, await Failure(server));
    }

    [Fact]
    public async Task Sends_nothing_over_its_own_limit()
    {
        var asked = false;
        await using var host = await EchoHost.Start((_, _) =>
        {
            asked = true;
            return Task.FromResult(new EchoResponse());
        });
        using var channel = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { MaxSendMessageSize = 3 });

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "hello" }));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.False(asked);
    }

    [Fact]
    public async Task Is_Unavailable_where_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

        var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest());

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseHeadersAsync)).StatusCode);
    }

    [Fact]
    public async Task Ends_with_Internal_when_the_server_breaks_off()
    {
        await using var server = await FakeServer.Start(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(RawCall.Hello.AsMemory(0, 6));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.Equal(StatusCode.Internal, await Failure(server));
    }

    [Fact]
    public async Task Travels_by_the_handler_or_the_client_that_it_is_given()
    {
        await using var host = await EchoHost.Start();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient();
        using var one = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { HttpHandler = handler });
        using var other = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { HttpClient = client });

        foreach (var channel in new[] { one, other })
            Assert.Equal("hello", (await new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "hello" })).Text);
        Assert.Throws<ArgumentException>(
            () => GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { HttpHandler = handler, HttpClient = client }));
    }

    [Fact]
    public void Refuses_credentials_that_do_not_fit_the_address()
    {
        Assert.Throws<InvalidOperationException>(() => Channel("http://localhost", ChannelCredentials.SecureSsl));
        Assert.Throws<InvalidOperationException>(() => Channel("https://localhost", ChannelCredentials.Insecure));
        Channel("http://localhost", ChannelCredentials.Insecure).Dispose();
        Channel("https://localhost", ChannelCredentials.SecureSsl).Dispose();
        Channel("https://localhost", null).Dispose();
    }

    private static GrpcChannel Channel(string address, ChannelCredentials? credentials) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { Credentials = credentials });

    private static async Task<StatusCode> Failure(FakeServer server) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await server.Client.SayAsync(new EchoRequest()))).StatusCode;
}

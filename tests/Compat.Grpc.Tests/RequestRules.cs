using System.Net;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>What a request must be, rule by rule of the gRPC over HTTP/2 specification.</summary>
public sealed class RequestRules
{
    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    public async Task Takes_grpc_content_types(string contentType)
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Send(host.Address, RawCall.Say, new ByteArrayContent(RawCall.Hello), contentType: contentType);

        Assert.Equal("0", response.GrpcStatus);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/grpcx")]
    [InlineData("application/grpc-web")]
    public async Task Answers_415_and_Internal_to_other_content_types(string? contentType)
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Send(host.Address, RawCall.Say, new ByteArrayContent(RawCall.Hello), contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.HttpStatus);
        Assert.Equal("13", response.Headers["grpc-status"]);
    }

    [Fact]
    public async Task Answers_426_and_Internal_to_HTTP_1()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Send(
            host.Http1Address, RawCall.Say, new ByteArrayContent(RawCall.Hello), version: HttpVersion.Version11);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.HttpStatus);
        Assert.Equal("HTTP/2", response.Headers["Upgrade"]);
        Assert.Equal("13", response.Headers["grpc-status"]);
    }

    [Fact]
    public async Task Serves_POST_and_nothing_else()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Send(host.Address, RawCall.Say, new ByteArrayContent(RawCall.Hello), method: HttpMethod.Put);

        Assert.Contains(response.HttpStatus, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    [Fact]
    public async Task Refuses_an_empty_body_as_Internal()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, []);

        Assert.Equal("13", response.GrpcStatus);
    }

    [Fact]
    public async Task Refuses_every_truncated_message_as_Internal()
    {
        await using var host = await EchoHost.Start();

        for (var length = 1; length < RawCall.Hello.Length; length++)
        {
            var response = await RawCall.Post(host, RawCall.Hello[..length]);

            Assert.Equal("13", response.GrpcStatus);
            Assert.Empty(response.Body);
        }
    }

    [Fact]
    public async Task Refuses_a_second_message_as_Internal()
    {
        var called = false;
        await using var host = await EchoHost.Start((_, _) =>
        {
            called = true;
            return Task.FromResult(new EchoResponse());
        });

        var response = await RawCall.Post(host, [.. RawCall.Hello, .. RawCall.Hello]);

        Assert.Equal("13", response.GrpcStatus);
        Assert.False(called);
    }

    [Fact]
    public async Task Refuses_a_declared_length_over_the_limit_before_the_bytes_arrive()
    {
        await using var host = await EchoHost.Start(grpc: options => options.MaxReceiveMessageSize = 100);

        var response = await RawCall.Post(host, RawCall.Frame([1], length: 1_000_000_000));

        Assert.Equal("8", response.GrpcStatus);
    }

    [Fact]
    public async Task Takes_a_message_of_exactly_the_limit_and_not_one_byte_more()
    {
        var fits = new EchoRequest { Text = new string('a', 98) };
        await using var host = await EchoHost.Start(grpc: options => options.MaxReceiveMessageSize = 100);
        var tooLong = new EchoRequest { Text = fits.Text + "a" };

        Assert.Equal(fits.Text, (await host.Client.SayAsync(fits)).Text);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(tooLong));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
    }

    [Fact]
    public async Task Receives_up_to_four_megabytes_unless_told_otherwise()
    {
        await using var host = await EchoHost.Start((_, _) => Task.FromResult(new EchoResponse()));

        await host.Client.SayAsync(new EchoRequest { Text = new string('a', 4_194_304 - 5) });

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.SayAsync(new EchoRequest { Text = new string('a', 4_194_304 - 4) }));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    public async Task Refuses_a_compressed_message_without_an_encoding_as_Internal(string? encoding)
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, RawCall.Frame([1, 2, 3], flag: 1), headers: headers =>
        {
            if (encoding is not null)
                headers.Add("grpc-encoding", encoding);
        });

        Assert.Equal("13", response.GrpcStatus);
    }

    [Fact]
    public async Task Refuses_an_unknown_encoding_as_Unimplemented_and_says_what_it_takes()
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(
            host, RawCall.Frame([1, 2, 3], flag: 1), headers: headers => headers.TryAddWithoutValidation("grpc-encoding", "br"));

        Assert.Equal("12", response.GrpcStatus);
        Assert.StartsWith("identity", response.Headers["grpc-accept-encoding"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((byte)2, new byte[] { 10, 1, 65 })]
    [InlineData((byte)0, new byte[] { 10, 200, 1, 65 })]
    public async Task Ends_with_Unknown_where_flag_or_message_do_not_parse(byte flag, byte[] message)
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, RawCall.Frame(message, flag));

        Assert.Equal("2", response.GrpcStatus);
    }

    [Theory]
    [InlineData("/compat.test.v1.Echo/Nothing")]
    [InlineData("/compat.test.v1.Echo/Missing")]
    [InlineData("/compat.test.v1.Other/Say")]
    public async Task Answers_Unimplemented_to_unknown_services_and_methods(string path)
    {
        await using var host = await EchoHost.Start();

        var response = await RawCall.Post(host, RawCall.Hello, path);

        Assert.Equal(HttpStatusCode.OK, response.HttpStatus);
        Assert.Equal("12", response.GrpcStatus);
        Assert.Equal("application/grpc", response.ContentType);
    }

    [Fact]
    public async Task Leaves_unknown_services_to_others_when_told_to()
    {
        await using var host = await EchoHost.Start(grpc: options => options.IgnoreUnknownServices = true);

        var response = await RawCall.Post(host, RawCall.Hello, "/compat.test.v1.Other/Say");

        Assert.Equal(HttpStatusCode.NotFound, response.HttpStatus);
    }
}

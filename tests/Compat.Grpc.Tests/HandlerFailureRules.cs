using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>What callers and logs get to know of exceptions.</summary>
public sealed class HandlerFailureRules
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task Tells_callers_nothing_of_an_unexpected_exception()
    {
        await using var host = await EchoHost.Start((_, _) => throw new InvalidDataException(Canary));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.Equal("Exception was thrown by handler.", failure.Status.Detail);
    }

    [Fact]
    public async Task Tells_callers_the_exception_when_detailed_errors_are_on()
    {
        await using var host = await EchoHost.Start(
            (_, _) => throw new InvalidDataException(Canary), options => options.EnableDetailedErrors = true);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new EchoRequest()));

        Assert.Equal($"Exception was thrown by handler. InvalidDataException: {Canary}", failure.Status.Detail);
    }

    [Fact]
    public async Task Never_logs_what_a_message_holds()
    {
        await using var host = await EchoHost.Start((request, _) => Task.FromResult(new EchoResponse { Text = request.Text }));

        await host.Client.SayAsync(new EchoRequest { Text = Canary });
        await RawCall.Post(host, RawCall.Frame([10, 200, 1, .. "canary-7f3a"u8]));

        Assert.NotEmpty(host.Log.Text);
        Assert.DoesNotContain(Canary, host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carries_a_rich_error_to_the_client()
    {
        var sent = new Google.Rpc.Status
        {
            Code = (int)Code.FailedPrecondition,
            Message = "not yet",
            Details = { Any.Pack(new LocalizedMessage { Locale = "vi", Message = "chưa được" }) },
        };
        await using var host = await EchoHost.Start((_, _) => throw sent.ToRpcException());

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Equal("not yet", refusal.Status.Detail);
        Assert.Equal(sent, refusal.GetRpcStatus());
    }

    [Fact]
    public void Has_no_rich_error_where_none_was_sent() =>
        Assert.Null(new RpcException(new global::Grpc.Core.Status(StatusCode.Internal, "")).GetRpcStatus());

    [Fact]
    public void Makes_an_unknown_code_of_a_rich_error_Unknown() =>
        Assert.Equal(StatusCode.Unknown, new Google.Rpc.Status { Code = 99 }.ToRpcException().StatusCode);

    [Fact]
    public void A_broken_rich_error_throws_or_is_left_out()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [255] } };

        Assert.ThrowsAny<Exception>(() => trailers.GetRpcStatus());
        Assert.Null(trailers.GetRpcStatus(ignoreParseError: true));
    }
}

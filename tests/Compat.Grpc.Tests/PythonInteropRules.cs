using System.Diagnostics;
using System.Text.Json;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Grpc.Tests;

/// <summary>That this is gRPC and no dialect of ours: Python's stock client (grpcio, on gRPC's C core) is understood and understands.</summary>
public sealed class PythonInteropRules
{
    private readonly TaskCompletionSource cancelled = new();

    [Fact]
    public async Task The_stock_client_of_Python_gets_every_kind_of_answer()
    {
        await using var host = await EchoHost.Start(
            Say,
            services: services => services.AddGrpcHealthChecks(),
            map: app =>
            {
                app.MapGrpcService<EchoService>();
                app.MapGrpcHealthChecksService();
            },
            tell: Tell);

        var answers = await RunClient(host.Address.Authority);

        var echo = answers.GetProperty("echo");
        Assert.Equal("OK", echo.GetProperty("code").GetString());
        Assert.Equal("Xin chào", echo.GetProperty("text").GetString());
        Assert.Equal("yes", echo.GetProperty("headers").GetProperty("said").GetString());
        Assert.Equal("AP8QgA==", echo.GetProperty("trailers").GetProperty("raw-bin").GetString());

        var refusal = answers.GetProperty("refusal");
        Assert.Equal("FAILED_PRECONDITION", refusal.GetProperty("code").GetString());
        Assert.Equal("chưa được: 100%", refusal.GetProperty("detail").GetString());
        var details = Convert.FromBase64String(refusal.GetProperty("trailers").GetProperty("grpc-status-details-bin").GetString()!);
        Assert.Equal(Refusal, Google.Rpc.Status.Parser.ParseFrom(details));

        var stream = answers.GetProperty("stream");
        Assert.Equal(["Xin", "chào"], stream.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal("OK", stream.GetProperty("code").GetString());
        Assert.Equal("AP8QgA==", stream.GetProperty("trailers").GetProperty("raw-bin").GetString());

        var broken = answers.GetProperty("broken_stream");
        Assert.Equal(["refuse"], broken.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal("FAILED_PRECONDITION", broken.GetProperty("code").GetString());
        Assert.Equal("chưa được: 100%", broken.GetProperty("detail").GetString());
        Assert.Equal("DEADLINE_EXCEEDED", answers.GetProperty("late_stream").GetProperty("code").GetString());
        Assert.Equal(["wait"], answers.GetProperty("cancelled_stream").EnumerateArray().Select(text => text.GetString()));
        await cancelled.Task;

        Assert.Equal("DEADLINE_EXCEEDED", answers.GetProperty("deadline").GetProperty("code").GetString());
        Assert.Equal("UNIMPLEMENTED", answers.GetProperty("unimplemented").GetProperty("code").GetString());
        Assert.Equal("OK", answers.GetProperty("health").GetProperty("code").GetString());
    }

    private static Google.Rpc.Status Refusal => new() { Code = (int)StatusCode.FailedPrecondition, Message = "chưa được: 100%" };

    private async Task Tell(EchoRequest request, IServerStreamWriter<EchoResponse> stream, ServerCallContext context)
    {
        foreach (var word in request.Text.Split(' '))
            await stream.WriteAsync(new EchoResponse { Text = word });
        if (request.Text == "refuse")
            throw Refusal.ToRpcException();
        if (request.Text == "wait")
        {
            await using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
        }

        context.ResponseTrailers.Add("raw-bin", context.RequestHeaders.GetValueBytes("raw-bin")!);
    }

    private static async Task<EchoResponse> Say(EchoRequest request, ServerCallContext context)
    {
        if (request.Text == "refuse")
            throw Refusal.ToRpcException();
        if (request.Text == "wait")
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        await context.WriteResponseHeadersAsync(new Metadata { { "said", context.RequestHeaders.GetValue("said")! } });
        context.ResponseTrailers.Add("raw-bin", context.RequestHeaders.GetValueBytes("raw-bin")!);
        return new EchoResponse { Text = request.Text };
    }

    private static async Task<JsonElement> RunClient(string target)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "compat_echo.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, target])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(
            python.ExitCode == 0,
            $"Python's gRPC client did not run. Install it with: apt-get install -y python3-grpcio python3-protobuf{Environment.NewLine}{await errors}");
        return JsonDocument.Parse(output).RootElement;
    }
}

using System.Net;
using Compat.Test.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compat.Grpc.Tests.Hosting;

/// <summary>Kestrel with the echo service on a loopback port: HTTP/2 with prior knowledge, and a second port for HTTP/1.</summary>
internal sealed class EchoHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoHost(WebApplication app)
    {
        _app = app;
        var addresses = app.Urls.Select(url => new Uri(url)).ToArray();
        Address = addresses[0];
        Http1Address = addresses[1];
        Channel = GrpcChannel.ForAddress(Address);
    }

    public Uri Address { get; }

    public Uri Http1Address { get; }

    public GrpcChannel Channel { get; }

    public Echo.EchoClient Client => new(Channel);

    public CapturedLog Log => _app.Services.GetRequiredService<CapturedLog>();

    public static async Task<EchoHost> Start(
        UnaryServerMethod<EchoRequest, EchoResponse>? say = null,
        Action<GrpcServiceOptions>? grpc = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null,
        ServerStreamingServerMethod<EchoRequest, EchoResponse>? tell = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<CapturedLog>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CapturedLog>());
        builder.Services.AddSingleton(say ?? Answer);
        builder.Services.AddSingleton(tell ?? TellLetters);
        builder.Services.AddGrpc(grpc ?? (_ => { }));
        services?.Invoke(builder.Services);

        var app = builder.Build();
        if (map is null)
            app.MapGrpcService<EchoService>();
        else
            map(app);
        await app.StartAsync();
        return new EchoHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task TellLetters(EchoRequest request, IServerStreamWriter<EchoResponse> stream, ServerCallContext context)
    {
        foreach (var letter in request.Text)
            await stream.WriteAsync(new EchoResponse { Text = letter.ToString() });
    }

    private static Task<EchoResponse> Answer(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(new EchoResponse { Text = request.Text });
}

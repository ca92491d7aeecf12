using System.Net;
using Compat.Test.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Compat.Grpc.Tests.Hosting;

/// <summary>An HTTP/2 server that answers whatever a test makes it answer, so that a client meets what no good server sends.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private FakeServer(WebApplication app)
    {
        _app = app;
        _channel = GrpcChannel.ForAddress(app.Urls.First());
    }

    public Echo.EchoClient Client => new(_channel);

    public static async Task<FakeServer> Start(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new FakeServer(app);
    }

    /// <summary>Answers with these bytes and trailers.</summary>
    public static RequestDelegate Answering(byte[] body, params (string Key, string Value)[] trailers) => async http =>
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(body);
        foreach (var (key, value) in trailers)
            http.Response.AppendTrailer(key, value);
    };

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }
}

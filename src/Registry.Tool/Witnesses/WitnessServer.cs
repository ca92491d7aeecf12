using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Registry.AccessLog;

namespace Registry.Tool.Witnesses;

/// <summary>A witness over HTTP: <c>POST /add-checkpoint</c>, and <c>GET /&lt;hash of origin&gt;/checkpoint</c> for whoever monitors.</summary>
/// <remarks>
/// It needs no secrecy and no caller's name: only the log's own keys get anything cosigned, and what it answers is signed. TLS, where it is
/// wanted, from a certificate file or a proxy before it.
/// </remarks>
internal sealed class WitnessServer : IAsyncDisposable
{
    /// <summary>Each has one request at a time: together the bodies that are held at once, 9 MB.</summary>
    internal const int MaxConnections = 128;

    /// <summary>The longest address is that of a checkpoint: 76 characters.</summary>
    private const int LongestLine = 1024;

    private const int MostHeaders = 32;
    private const int LargestHeaders = 8 * 1024;

    /// <summary>Whoever sends or takes more slowly is let go after the grace.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication web;

    private WitnessServer(WebApplication web) => this.web = web;

    public Uri Address => new(web.Urls.First());

    /// <param name="witness">Not owned.</param>
    /// <param name="listen">Where.</param>
    /// <param name="certificate">PKCS#12 file without a password, or null for clear text.</param>
    /// <param name="cancel">Ends the start.</param>
    public static async Task<WitnessServer> Start(Witness witness, IPEndPoint listen, string? certificate, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaxBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, Grace);
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, Grace);
            kestrel.Limits.MaxRequestLineSize = LongestLine;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
            kestrel.Limits.MaxRequestBufferSize = AddCheckpoint.MaxBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            kestrel.Listen(listen, at =>
            {
                // With HTTP/2 one connection would hold a hundred requests.
                at.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    at.UseHttps(certificate);
            });
        });

        var web = builder.Build();
        web.MapPost("/add-checkpoint", (HttpContext call) => Cosign(witness, call));
        web.MapGet("/{hash}/checkpoint", (string hash) => witness.Newest(hash) is { } note ? Results.Text(note.ToString()) : Results.NotFound());
        try
        {
            await web.StartAsync(cancel);
            return new WitnessServer(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }

    private static async Task Cosign(Witness witness, HttpContext call)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body, call.RequestAborted);
        WitnessAnswer answer;
        try
        {
            // Once begun it is brought to its end: a log that hangs up finds the cosignature at the monitoring prefix.
            answer = await witness.AddCheckpoint(body.ToArray(), CancellationToken.None);
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"registryctl: the witness cannot write its memory and cosigns nothing: {disk.Message}");
            call.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        call.Response.StatusCode = (int)answer.Verdict;
        call.Response.ContentType = answer.ContentType;
        await call.Response.WriteAsync(answer.Body, call.RequestAborted);
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compat.Grpc.Tests;

/// <summary>Calls over TLS, and what the handler learns of the client's certificate.</summary>
public sealed class TlsRules : IDisposable
{
    private readonly X509Certificate2 _server = NewCertificate("server", "localhost");

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("case-agency.example", "x509_subject_alternative_name", "case-agency.example")]
    [InlineData(null, "x509_common_name", "Case Agency")]
    public async Task Names_the_peer_as_its_certificate_does(string? dnsName, string property, string name)
    {
        AuthContext? peer = null;
        using var certificate = NewCertificate("Case Agency", dnsName);
        await using var app = await StartServer((_, context) =>
        {
            peer = context.AuthContext;
            return Task.FromResult(new EchoResponse());
        });
        using var channel = Connect(app, certificate);

        await new Echo.EchoClient(channel).SayAsync(new EchoRequest());

        Assert.NotNull(peer);
        Assert.True(peer.IsPeerAuthenticated);
        Assert.Equal(property, peer.PeerIdentityPropertyName);
        Assert.Equal([name], peer.PeerIdentity.Select(value => value.Value));
        Assert.Equal("Case Agency", Assert.Single(peer.FindPropertiesByName("x509_common_name")).Value);
        Assert.Empty(peer.FindPropertiesByName("other"));
    }

    private async Task<WebApplication> StartServer(UnaryServerMethod<EchoRequest, EchoResponse> say)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.UseHttps(_server, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Services.AddSingleton(say);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        await app.StartAsync();
        return app;
    }

    private GrpcChannel Connect(WebApplication app, X509Certificate2 certificate)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate,
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && presented.Equals(_server),
            },
        };
        return GrpcChannel.ForAddress(app.Urls.Single(), new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private static X509Certificate2 NewCertificate(string commonName, string? dnsName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        if (dnsName is not null)
        {
            var alternative = new SubjectAlternativeNameBuilder();
            alternative.AddDnsName(dnsName);
            request.CertificateExtensions.Add(alternative.Build());
        }

        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}

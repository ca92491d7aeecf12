using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Registry.Server.Hosting;
using Registry.Testing.Running;
using Registry.Tool.Embedded;

namespace Registry.Server.Tests;

/// <summary>Where readers of the published log are named, it is there for them alone, over real TLS with client certificates.</summary>
public sealed class LogReadersTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("readers-");
    private RunningRegistry registry = null!;

    private string ServerCertificate => Path.Combine(folder.FullName, "server.pfx");

    [Fact]
    public async Task A_member_reads_it_and_to_everybody_else_it_is_not_there()
    {
        using var member = Certificate("member");
        using var stranger = Certificate("member");
        using var late = Certificate("late", TimeProvider.System.GetUtcNow().AddDays(-2), TimeProvider.System.GetUtcNow().AddDays(-1));
        await using var serving = await RegistryServer.Start(Options([Thumbprint(member), Thumbprint(late)]), CancellationToken.None);
        var address = serving.Addresses[1];
        Assert.Equal("https", address.Scheme);

        Assert.Equal(HttpStatusCode.OK, await Checkpoint(address, member));
        var absent = await Get(address, stranger, "/log/tile/0/999");
        foreach (var other in (X509Certificate2?[])[stranger, late, null])
        {
            var answer = await Get(address, other, "/log/checkpoint");
            Assert.Equal((HttpStatusCode.NotFound, absent), (answer.Status, answer));
        }

        // Who asks whether the server is well shows nothing.
        Assert.Equal(HttpStatusCode.OK, (await Get(address, null, "/healthz")).Status);
    }

    [Fact]
    public async Task Where_nobody_is_named_no_certificate_is_asked_for()
    {
        await using var serving = await RegistryServer.Start(Options([]), CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, await Checkpoint(serving.Addresses[1], null));
    }

    [Theory]
    [InlineData("LogReaders must be SHA-256 thumbprints", "AB:CD")]
    [InlineData("LogReaders must be SHA-256 thumbprints", "zz34567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("LogReaders names a certificate twice", "aa34567890123456789012345678901234567890123456789012345678901234", "AA34567890123456789012345678901234567890123456789012345678901234")]
    public async Task Nonsense_refuses_the_start(string because, params string[] readers)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(Options(readers), CancellationToken.None));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_without_a_served_log_or_without_TLS_refuse_the_start()
    {
        var named = Options([new string('a', 64)]);

        var silent = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(named with { ServeLog = false }, CancellationToken.None));
        var clear = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(named with { CertificateFile = null }, CancellationToken.None));

        Assert.Contains("LogReaders needs ServeLog", silent.Message, StringComparison.Ordinal);
        Assert.Contains("LogReaders needs CertificateFile", clear.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        registry = await RunningRegistry.Start();
        using var certificate = Certificate("localhost");
        await File.WriteAllBytesAsync(ServerCertificate, certificate.Export(X509ContentType.Pfx));
    }

    public async ValueTask DisposeAsync()
    {
        await registry.VerifyEverything();
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private ServerOptions Options(IReadOnlyList<string> readers) =>
        EmbeddedRegistry.ServerOptionsOf(registry.Directory, registry.Clusters, new EmbeddedOptions { ServeLog = true, Durable = false }) with
        {
            CertificateFile = ServerCertificate,
            LogReaders = readers,
        };

    private static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    private static X509Certificate2 Certificate(string name, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from ?? now.AddDays(-1), until ?? now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    /// <summary>The status of the checkpoint, once the publisher has written one.</summary>
    private static async Task<HttpStatusCode> Checkpoint(Uri address, X509Certificate2? certificate)
    {
        for (var tries = 0; ; tries++)
        {
            var status = (await Get(address, certificate, "/log/checkpoint")).Status;
            if (status == HttpStatusCode.OK || tries == 100)
                return status;
            await Task.Delay(100);
        }
    }

    private static async Task<(HttpStatusCode Status, string Caching, string Body)> Get(Uri address, X509Certificate2? certificate, string path)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, ClientCertificateOptions = ClientCertificateOption.Manual };
        if (certificate is not null)
            handler.ClientCertificates.Add(certificate);
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri(address, path));
        return (answer.StatusCode, answer.Headers.CacheControl?.ToString() ?? "", answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync());
    }
}

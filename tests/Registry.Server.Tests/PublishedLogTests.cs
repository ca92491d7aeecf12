using System.Net;
using System.Net.Sockets;
using System.Text;
using Registry.AccessLog;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A registry that serves its log.</summary>
public sealed class Serving : IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start(serveLog: true);

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

/// <summary>The log over HTTP, from files alone.</summary>
public sealed class PublishedLogTests(Serving serving) : IClassFixture<Serving>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mirror-");
    private readonly HttpClient http = new();
    private readonly RunningRegistry registry = serving.Registry;

    public void Dispose()
    {
        http.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_mirror_is_taken_over_HTTP_and_verifies_also_while_the_database_is_down()
    {
        await Look(300);
        var receipt = (await Look(1)).Receipt!;
        await Covering(receipt.Head.Size);
        var cluster = await registry.RegistryCluster();
        await cluster.Stop("immediate");

        var (note, head) = await Checkpoint();
        foreach (var path in TilePath.AllOf(head.Size, TileKind.Hashes).Concat(TilePath.AllOf(head.Size, TileKind.Entries)))
        {
            using var answer = await http.GetAsync(new Uri(registry.Http, $"/log/{path}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("max-age=31536000, private, immutable".Split(", ").Order(), answer.Headers.GetValues("Cache-Control").Single().Split(", ").Order());
            await Save(path.ToString(), await answer.Content.ReadAsByteArrayAsync());
        }

        await Save(ExportLayout.Checkpoint, note.ToBytes());
        var verdict = await new LogVerifier(folder.FullName, registry.Policy, []).RunAsync();
        Assert.True(verdict.Verified);
        Assert.Equal(head.Size, verdict.Entries);
        Assert.Equal(ReceiptFault.None, new ReceiptChecker(folder.FullName, registry.Policy, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1))
            .Run([new KeptReceipt(TimeProvider.System.GetUtcNow(), "-", receipt)]).Worst);
        await cluster.Start();
    }

    [Theory]
    [InlineData("/log/")]
    [InlineData("/log/policy")]
    [InlineData("/log/checkpoints")]
    [InlineData("/log/.writer")]
    [InlineData("/log/checkpoint?x=1")]
    [InlineData("/log/checkpoint/")]
    [InlineData("/log//checkpoint")]
    [InlineData("/log/./checkpoint")]
    [InlineData("/log/%63heckpoint")]
    [InlineData("/log/../log/checkpoint")]
    [InlineData("/log/tile/0/../../checkpoint")]
    [InlineData("/log/tile/0/000.p/999")]
    [InlineData("/log/tile/0/000.p/0")]
    [InlineData("/log/tile/00/000")]
    [InlineData("/log/tile/0/x000/000")]
    [InlineData("/log/tile/0/%30%30%30")]
    [InlineData("/log/tile/64/000")]
    [InlineData("/log/tile/0/999")]
    [InlineData("/log/tile/entries/999")]
    [InlineData("/log/records/000")]
    [InlineData("/log/../postgres.env")]
    [InlineData("/log/%2e%2e/postgres.env")]
    [InlineData("/log/..%2fpostgres.env")]
    public async Task Nothing_but_well_formed_paths_of_published_files_is_answered(string target)
    {
        var answer = await Raw("GET", target);

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("immutable", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checkpoint_is_never_kept_by_a_cache_and_nothing_is_written_over_HTTP()
    {
        Assert.Contains("Cache-Control: no-cache", await Raw("GET", "/log/checkpoint"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await Raw("HEAD", "/log/checkpoint"), StringComparison.Ordinal);
        foreach (var method in (string[])["POST", "PUT", "DELETE"])
            Assert.Matches("^HTTP/1.1 40[45]", await Raw(method, "/log/checkpoint"));
    }

    [Fact]
    public async Task The_port_of_gRPC_serves_no_files()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry.Grpc, "/log/checkpoint"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Unless_it_is_asked_to_a_registry_serves_no_log()
    {
        await using var closed = await RunningRegistry.Start();

        using var answer = await http.GetAsync(new Uri(closed.Http, "/log/checkpoint"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(File.Exists(Path.Combine(closed.Root, "log", ExportLayout.Checkpoint)));
    }

    private async Task<Answer> Look(int times)
    {
        using var desk = registry.Desk(Officers.District);
        Answer answer;
        do
        {
            var some = Enumerable.Range(0, Math.Min(8, times)).Select(
                _ => desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name")));
            answer = (await Task.WhenAll(some))[^1];
            times -= answer.Receipt is null ? 0 : 8;
        }
        while (times > 0);
        return answer;
    }

    private async Task Covering(long size)
    {
        for (var attempt = 0; attempt < 100 && (await Checkpoint()).Head.Size < size; attempt++)
            await Task.Delay(100);
    }

    private async Task<(SignedNote Note, TreeHead Head)> Checkpoint()
    {
        var note = SignedNote.Parse(await http.GetByteArrayAsync(new Uri(registry.Http, "/log/checkpoint")));
        return (note, registry.Policy.Verify(note).Head);
    }

    private async Task Save(string file, byte[] content)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content);
    }

    /// <summary>A request with its target exactly as given, which a well-behaved client would tidy up.</summary>
    private async Task<string> Raw(string method, string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(registry.Http.Host, registry.Http.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}

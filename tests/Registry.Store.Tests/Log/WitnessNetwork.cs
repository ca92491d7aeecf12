using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;

namespace Registry.Store.Tests.Log;

/// <summary>The network's other end: real witnesses in folders of their own, by host name, and what may go wrong with each.</summary>
internal sealed class WitnessNetwork : HttpMessageHandler
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("registry-witnesses-");
    private readonly Dictionary<string, (Ed25519Key Key, Witness Witness)> witnesses = [];

    public const string Origin = "log.example/1";

    public WitnessNetwork(params string[] names)
    {
        LogSigner = new Ed25519NoteSigner(Origin, LogKey);
        foreach (var name in names)
        {
            var key = Ed25519Key.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            var signer = new CosignatureSigner($"{name}.example", key, TimeProvider.System);
            Witness.Create(Path.Combine(folder.FullName, name), signer.Key);
            witnesses.Add(name, (key, Witness.Open(Path.Combine(folder.FullName, name), signer, WitnessedLogs.Parse(Encoding.UTF8.GetBytes($"{LogSigner.Key}\n")))));
        }
    }

    public Ed25519Key LogKey { get; } = Ed25519Key.FromSeed(SHA256.HashData("witnessed log"u8));

    public Ed25519NoteSigner LogSigner { get; }

    /// <summary>Stands in for a witness's answer; null lets the real one answer.</summary>
    public ConcurrentDictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>>> Instead { get; } = [];

    /// <summary>Requests to each host, in order: method and path.</summary>
    public ConcurrentQueue<(string Host, string What)> Seen { get; } = [];

    public LogPolicy Policy(int quorum) => LogPolicy.Parse(Encoding.UTF8.GetBytes(
        $"log {LogSigner.Key}\n"
        + string.Concat(witnesses.Select(w => $"witness {w.Key} {VerifierKey.Create($"{w.Key}.example", KeyType.Cosignature, w.Value.Key.PublicKey)} http://{w.Key}/\n"))
        + $"group all {quorum} {string.Join(' ', witnesses.Keys)}\nquorum all\n"));

    public async ValueTask<string> Sign(TreeHead head, CancellationToken cancel) => (await new Checkpoint(Origin, head).SignAsync([LogSigner], cancel)).ToString();

    public static HttpResponseMessage Answer(int status, string body, string type = "text/plain") =>
        new((HttpStatusCode)status) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (host, path) = (request.RequestUri!.Host, request.RequestUri.AbsolutePath);
        Seen.Enqueue((host, $"{request.Method} {path[..Math.Min(path.Length, 15)]}"));
        if (Instead.TryGetValue(host, out var instead) && await instead(request, cancellationToken) is { } other)
            return other;
        var witness = witnesses[host].Witness;
        if (request.Method == HttpMethod.Get)
            return witness.Newest(path.Split('/')[1]) is { } note ? Answer(200, note.ToString()) : Answer(404, "");
        var answer = await witness.AddCheckpoint(await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        return Answer((int)answer.Verdict, answer.Body, answer.ContentType.Split(';')[0]);
    }

    /// <summary>A handler that a client may dispose of without closing the network.</summary>
    public HttpMessageHandler Line() => new Shared(this);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var (key, witness) in witnesses.Values)
        {
            witness.Dispose();
            key.Dispose();
        }

        LogKey.Dispose();
        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    private sealed class Shared(WitnessNetwork network) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => network.SendAsync(request, cancellationToken);
    }
}

using System.Buffers;
using Npgsql;
using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Tool.Embedded;

namespace Registry.Tool.Demo;

/// <summary>The embedded registry as the player needs it.</summary>
/// <param name="registry">Running; not owned.</param>
/// <param name="folder">Where exports and proofs go.</param>
/// <param name="verify">Runs <c>registry-verify</c> as a program of its own: a verdict on the log must not come from the process that wrote it.</param>
internal sealed class EmbeddedDemoHost(
    EmbeddedRegistry registry, string folder, Func<string[], Task<(int ExitCode, string Output)>> verify, TimeProvider clock) : IDemoHost
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(2);

    private OneByte? change;
    private string published = "";
    private int exports;

    public Uri Grpc => registry.Grpc;

    public string Token(TokenRequest request) => TokenIssuer.Issue(
        registry.Directory, new Embedded.TokenRequest(request.Agency, request.Officer, request.Scope, request.Purpose, TokenLife), clock);

    public async Task<string> ExportLog()
    {
        exports++;
        var target = Path.Combine(folder, $"log-{exports}");
        try
        {
            await LogExport.Write(registry.Directory, registry.Clusters, target, progress: null, CancellationToken.None);
            return published = target;
        }
        catch (VerificationFailedException)
        {
            // The exporter publishes nothing that was not signed. The evidence is what was published last, with the records that the
            // database gives now.
            return await Evidence(published, Path.Combine(folder, $"log-{exports}-evidence"));
        }
    }

    public Task<(int ExitCode, string Output)> RegistryVerify(params string[] args) => verify(args);

    public async Task<string> ChangeOneByte(long leafIndex)
    {
        change = await OneByte.Change(registry.Clusters.Superuser, leafIndex);
        return change.ToString();
    }

    public async Task RestoreByte()
    {
        if (change is not null)
            await change.Restore();
        change = null;
    }

    public async Task<string> SaveProof(string recordId, string proofText)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{recordId}.tlog-proof");
        await File.WriteAllTextAsync(file, proofText);
        return file;
    }

    private async Task<string> Evidence(string from, string target)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        await using var source = NpgsqlDataSource.Create(registry.Clusters.LogReader);
        var log = new LogReader(source);
        var size = Checkpoint.Parse(SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(target, ExportLayout.Checkpoint))).Text).Head.Size;
        foreach (var path in TilePath.AllOf(size, TileKind.Records))
        {
            var bundle = new ArrayBufferWriter<byte>();
            var first = path.Index * TilePath.FullWidth;
            await foreach (var record in log.Records(first, first + path.Width))
                RecordBundle.Append(bundle, record.Stored);
            await File.WriteAllBytesAsync(Path.Combine(target, path.ToString()), bundle.WrittenSpan.ToArray());
        }

        return target;
    }
}

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
    private int exports;

    public Uri Grpc => registry.Grpc;

    public DateOnly? LawDate => registry.LawDate;

    public Task MoveTo(DateOnly lawDate) => registry.MoveTo(lawDate, CancellationToken.None);

    public string Token(TokenRequest request) => TokenIssuer.Issue(
        registry.Directory, new Embedded.TokenRequest(request.Agency, request.Officer, request.Scope, request.Purpose, TokenLife), clock);

    public async Task<string> ExportLog()
    {
        var target = Path.Combine(folder, $"log-{++exports}");
        await LogExport.Write(registry.Directory, registry.Clusters, target, asStored: true, progress: null, CancellationToken.None);
        return target;
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
}

using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>A small log of ours with all three log keys, exported into a folder: what the tests then damage.</summary>
internal sealed class ExportedLog : IDisposable
{
    public const string Origin = "log.test/0f1e2d3c";

    private readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Ed25519Key ed25519 = Ed25519Key.FromSeed(SHA256.HashData("exported log"u8));
    private readonly Ed25519Key timestamp = Ed25519Key.FromSeed(SHA256.HashData("exported log, times"u8));
    private readonly bool withRecords;

    private ExportedLog(bool withRecords, TimeProvider clock)
    {
        this.withRecords = withRecords;
        Signers = [new Ed25519NoteSigner(Origin, ed25519), new EcdsaNoteSigner(Origin, ecdsa), new CosignatureSigner(Origin, timestamp, clock)];
        Policy = LogPolicy.OfLog(Signers.Select(s => s.Key));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("exported-log-").FullName;

    public IReadOnlyList<INoteSigner> Signers { get; }

    public LogPolicy Policy { get; }

    /// <summary>One publication for each size, in turn.</summary>
    public static async Task<ExportedLog> WriteAsync(long[] sizes, bool withRecords = true, TimeProvider? clock = null)
    {
        var log = new ExportedLog(withRecords, clock ?? TimeProvider.System);
        foreach (var size in sizes)
            await log.PublishAsync(size);
        return log;
    }

    public static StoredRecord Record(long index) => new(
        new Guid((int)index, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]),
        Encoding.UTF8.GetBytes($"actor ciphertext {index}"), Encoding.UTF8.GetBytes($"subject {index}"), index % 3 == 0 ? "why"u8.ToArray() : default);

    public static IEnumerable<ExportLine> Lines(long from = 0, long to = long.MaxValue)
    {
        for (var i = from; i < to; i++)
            yield return ExportLine.Of(Record(i));
    }

    public static TreeHead Head(long size)
    {
        var edge = new RightEdge();
        foreach (var line in Lines(0, size))
            edge.Append(Merkle.Leaf(line.Entry.Span));
        return edge.Head;
    }

    public ValueTask<SignedNote> SignAsync(TreeHead head, string origin = Origin) => new Checkpoint(origin, head).SignAsync(Signers);

    public async Task PublishAsync(params long[] sizes)
    {
        var notes = new List<SignedNote>();
        foreach (var size in sizes)
            notes.Add(await SignAsync(Head(size)));
        using var writer = TileDirectoryWriter.Open(Path, Policy, withRecords);
        await writer.WriteAsync(Async.Of(Lines(writer.Published.Size)), Async.Of(notes));
    }

    public Task<LogVerdict> VerifyAsync(params KeptCheckpoint[] kept) => new LogVerifier(Path, Policy, kept).RunAsync();

    public string Full(string file) => System.IO.Path.Combine(Path, file);

    public void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(Full(file));
        bytes[at] ^= 0x01;
        File.WriteAllBytes(Full(file), bytes);
    }

    /// <summary>Changes the first byte of a text that stands once in the file.</summary>
    public void FlipText(string file, string text) => Flip(file, File.ReadAllBytes(Full(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));

    public void Dispose()
    {
        ecdsa.Dispose();
        ed25519.Dispose();
        timestamp.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}

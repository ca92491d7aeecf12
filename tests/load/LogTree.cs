using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;

namespace Registry.Load;

/// <summary>Proofs and verification over exported files: a tree of random entries without records, in a folder.</summary>
internal static class LogTree
{
    private const int Proofs = 1000;

    public static async Task Run(string directory)
    {
        Console.WriteLine("| leaves | proof file, bytes | made from tiles, us of CPU | verified with its checkpoint, us of CPU | whole export verified, leaves/s | of it for each CPU second |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var leaves in (int[])[100_000, 1_000_000])
            await Measure(Path.Combine(directory, leaves.ToString(CultureInfo.InvariantCulture)), leaves);
    }

    private static async Task Measure(string folder, int leaves)
    {
        using var key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
        var signer = new Ed25519NoteSigner("log.load/1", key);
        var policy = LogPolicy.OfLog([signer.Key]);
        var note = await Write(folder, signer, policy, leaves);
        var tiles = new TileDirectory(folder);
        var head = policy.Verify(note).Head;
        var proofs = new List<(TreeHash Leaf, byte[] File)>();
        await Prove(tiles, head, note, []);
        var making = await Cpu(() => Prove(tiles, head, note, proofs));
        var verifying = await Cpu(() =>
        {
            foreach (var (leaf, file) in proofs)
                TlogProof.Parse(file).Verify(leaf, policy);
            return Task.CompletedTask;
        });
        var watch = Stopwatch.StartNew();
        var whole = await Cpu(async () =>
        {
            if ((await new LogVerifier(folder, policy, []).RunAsync()).Finding is { } finding)
                throw new InvalidOperationException(finding.Message);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {leaves} | {proofs.Average(proof => proof.File.Length):0} | {making * 1e6 / Proofs:0} | {verifying * 1e6 / Proofs:0} | {leaves / watch.Elapsed.TotalSeconds:0} | {leaves / whole:0} |"));
    }

    private static async Task Prove(TileDirectory tiles, TreeHead head, SignedNote note, List<(TreeHash, byte[])> proofs)
    {
        for (var i = 0; i < Proofs; i++)
        {
            var index = RandomNumberGenerator.GetInt32((int)head.Size);
            var entry = tiles.Entries(new TilePath(TileKind.Entries, 0, index / 256, TilePath.WidthAt(head.Size, 0, index / 256)))[index % 256];
            var proof = await TlogProof.MakeAsync(new TileHashSource(tiles, head.Size), index, entry, note);
            proofs.Add((Merkle.Leaf(entry), Encoding.UTF8.GetBytes(proof.ToString())));
        }
    }

    private static async Task<SignedNote> Write(string folder, INoteSigner signer, LogPolicy policy, int leaves)
    {
        var edge = new RightEdge();
        var lines = new List<ExportLine>(leaves);
        for (var i = 0; i < leaves; i++)
        {
            var entry = RandomNumberGenerator.GetBytes(LeafEntry.Length);
            entry[0] = LeafEntry.Version;
            edge.Append(Merkle.Leaf(entry));
            lines.Add(new ExportLine(entry, null));
        }

        var note = await new Checkpoint(policy.Origin, edge.Head).SignAsync([signer]);
        Directory.CreateDirectory(folder);
        using var writer = TileDirectoryWriter.Open(folder, policy, withRecords: false);
        await writer.WriteAsync(lines.ToAsyncEnumerable(), new[] { note }.ToAsyncEnumerable());
        return note;
    }

    private static async Task<double> Cpu(Func<Task> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }
}

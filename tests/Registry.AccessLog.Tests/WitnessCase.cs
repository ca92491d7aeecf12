using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>A witness in a folder of its own that follows the log of the vectors, and requests to it.</summary>
internal sealed class WitnessCase : IDisposable
{
    public const string Name = "witness.example/inspector-1";

    private readonly TestFolder parent = new();
    private readonly Ed25519Key logKey = Ed25519Key.FromSeed(Vectors.LogSeed);
    private readonly Ed25519Key witnessKey = Ed25519Key.FromSeed(Vectors.WitnessSeed);

    public WitnessCase(string? logs = null)
    {
        Logs = WitnessedLogs.Parse(Encoding.UTF8.GetBytes(logs ?? Vectors.Ed25519Key + "\n"));
        Signer = new CosignatureSigner(Name, witnessKey, new FixedClock(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        Witness.Create(Folder, Signer.Key);
        Open = Witness.Open(Folder, Signer, Logs);
    }

    public string Folder => parent.Full("memory");

    public string File => Path.Combine(Folder, OriginHash, "checkpoint");

    public static string OriginHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Vectors.Origin)));

    public WitnessedLogs Logs { get; }

    public CosignatureSigner Signer { get; }

    public Witness Open { get; private set; }

    public Ed25519NoteSigner LogSigner => new(Vectors.Origin, logKey);

    /// <summary>Another history of the log: the vectors' leaves, and from <paramref name="forkAt"/> on others.</summary>
    public static TreeHash[] Leaves(int size, int forkAt = int.MaxValue) =>
        [.. Enumerable.Range(0, size).Select(i => i < forkAt ? Vectors.Leaves[i] : Merkle.Leaf([0xff, (byte)i]))];

    public async Task<AddCheckpoint> Request(int old, int size, int forkAt = int.MaxValue)
    {
        var leaves = Leaves(size, forkAt);
        var note = await new Checkpoint(Vectors.Origin, new TreeHead(size, Merkle.Root(leaves))).SignAsync([LogSigner]);
        return new AddCheckpoint(old, old > size ? [] : await ConsistencyProof.MakeAsync(new LeafHashes(leaves), old, size), note);
    }

    public async Task<WitnessAnswer> Ask(int old, int size, int forkAt = int.MaxValue) => await Open.AddCheckpoint((await Request(old, size, forkAt)).ToBytes());

    public Task<WitnessAnswer> Ask(AddCheckpoint request) => Open.AddCheckpoint(request.ToBytes());

    /// <summary>What a restart finds.</summary>
    public void Restart()
    {
        Open.Dispose();
        Open = Witness.Open(Folder, Signer, Logs);
    }

    public void Dispose()
    {
        Open.Dispose();
        logKey.Dispose();
        witnessKey.Dispose();
        parent.Dispose();
    }
}

using System.Security.Cryptography;
using Registry.AccessLog;

namespace Registry.Tool.Tests.Commands;

/// <summary>A log in memory with one key: leaf i is the number i, from a fork on another one.</summary>
internal sealed class SmallLog : IDisposable
{
    public const string Origin = "log.test/small";

    private readonly Ed25519Key key = Ed25519Key.FromSeed(SHA256.HashData("small log"u8));

    public VerifierKey Key => new Ed25519NoteSigner(Origin, key).Key;

    public static TreeHash[] Leaves(int size, int forkAt = int.MaxValue) =>
        [.. Enumerable.Range(0, size).Select(i => Merkle.Leaf(BitConverter.GetBytes(i < forkAt ? i : -i)))];

    public ValueTask<SignedNote> Sign(int size, int forkAt = int.MaxValue) =>
        new Checkpoint(Origin, new TreeHead(size, Merkle.Root(Leaves(size, forkAt)))).SignAsync([new Ed25519NoteSigner(Origin, key)]);

    /// <summary>The key with which the log says when it signed.</summary>
    public VerifierKey TimeKey => Timed(DateTimeOffset.UnixEpoch).Key;

    /// <summary>The same checkpoint with the moment at which it was signed.</summary>
    public async Task<SignedNote> Sign(int size, DateTimeOffset at) => await (await Sign(size)).AddAsync([Timed(at)]);

    public async Task<AddCheckpoint> Request(int old, int size, int forkAt = int.MaxValue) =>
        new(old, await ConsistencyProof.MakeAsync(new LeafHashes(Leaves(size, forkAt)), old, size), await Sign(size, forkAt));

    public void Dispose() => key.Dispose();

    private CosignatureSigner Timed(DateTimeOffset at) => new(Origin, key, new Moment(at));

    private sealed class Moment(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}

using System.Security.Cryptography;
using Registry.AccessLog;

namespace Registry.Server.Hosting;

/// <summary>Signs checkpoints with the log's Ed25519 key. Never asked to sign a smaller tree: the checkpointer sees to that.</summary>
internal sealed class LogSigner : IDisposable
{
    private readonly string origin;
    private readonly Ed25519Key key;
    private readonly Ed25519NoteSigner signer;

    /// <param name="origin">Origin of the log, also the name of its key.</param>
    /// <param name="keyFile">File with the 32-byte seed, mode 0600.</param>
    public LogSigner(string origin, string keyFile)
    {
        this.origin = origin;
        var seed = File.ReadAllBytes(keyFile);
        try
        {
            key = Ed25519Key.FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }

        signer = new Ed25519NoteSigner(origin, key);
        Receipts = new ReceiptSigner(origin, key);
    }

    /// <summary>Signs the callers' receipts with the same key: what it signs can never be read as a checkpoint.</summary>
    public ReceiptSigner Receipts { get; }

    /// <summary>The verifier key that a policy names.</summary>
    public VerifierKey Verifier => signer.Key;

    public async ValueTask<string> Sign(TreeHead head, CancellationToken cancel) =>
        (await new Checkpoint(origin, head).SignAsync([signer], cancel)).ToString();

    public void Dispose() => key.Dispose();
}

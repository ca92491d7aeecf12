using System.Security.Cryptography;
using Registry.AccessLog;
using Registry.Store;

namespace Registry.Server.Hosting;

/// <summary>
/// Signs checkpoints with every key of the log. Never asked to sign a smaller tree: the checkpointer sees to that. Which keys these are was
/// fixed when the log was created, by the log lines of its policy; one that is missing refuses everything.
/// </summary>
internal sealed class LogSigner : IDisposable
{
    /// <summary>Beside the Ed25519 seed: the seed of the timestamping key (type 0x04).</summary>
    public const string TimestampSeed = "timestamp.seed";

    /// <summary>Beside the Ed25519 seed: the P-256 key (type 0x02), PKCS#8 in PEM.</summary>
    public const string EcdsaKey = "ecdsa-p256.pem";

    /// <summary>Beside the Ed25519 seed, unless told otherwise: the log's policy.</summary>
    public const string PolicyFile = "policy";

    private readonly List<IDisposable> keys = [];
    private readonly IReadOnlyList<INoteSigner> signers;

    /// <param name="origin">Origin of the log, also the name of its keys.</param>
    /// <param name="keyFile">File with the 32-byte Ed25519 seed, mode 0600; the other keys lie beside it.</param>
    /// <param name="policyFile">The log's policy; null for the one beside the key.</param>
    /// <param name="time">What the timestamped signature says; null for the system's clock.</param>
    /// <exception cref="StartRefusedException">A key of the policy is missing, or the policy is of another log.</exception>
    public LogSigner(string origin, string keyFile, string? policyFile = null, TimeProvider? time = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(keyFile))!;
        try
        {
            var first = Seeded(keyFile);
            Receipts = new ReceiptSigner(origin, first);
            var all = new List<INoteSigner> { new Ed25519NoteSigner(origin, first) };
            if (Path.Combine(folder, TimestampSeed) is var timestamp && File.Exists(timestamp))
                all.Add(new CosignatureSigner(origin, Seeded(timestamp), time ?? TimeProvider.System));
            if (Path.Combine(folder, EcdsaKey) is var ecdsa && File.Exists(ecdsa))
                all.Add(new EcdsaNoteSigner(origin, Pem(ecdsa)));
            Policy = ReadPolicy(policyFile ?? Path.Combine(folder, PolicyFile));
            signers = [.. Policy.LogKeys.Select(key => all.Find(signer => signer.Key.Equals(key)) ?? throw Missing(key))];
            Verifier = all[0].Key;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The signer of a server.</summary>
    /// <exception cref="StartRefusedException">As the constructor.</exception>
    public static LogSigner Of(ServerOptions options) =>
        new(options.LogOrigin, options.LogKeyFile, options.LogPolicyFile is { Length: > 0 } file ? file : null);

    /// <summary>Signs the callers' receipts with the same key: what it signs can never be read as a checkpoint.</summary>
    public ReceiptSigner Receipts { get; }

    /// <summary>The Ed25519 key.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Every key of the log, its witnesses and their quorum.</summary>
    public LogPolicy Policy { get; }

    /// <summary>The keys of a new log in its folder, and the policy that fixes them. MUST be called once, before the first checkpoint.</summary>
    /// <param name="origin">Origin of the log.</param>
    /// <param name="write">Writes a file that only its owner reads, given its name and bytes.</param>
    /// <param name="seedName">Name of the Ed25519 seed.</param>
    public static void CreateKeys(string origin, string seedName, Action<string, byte[]> write)
    {
        var (seed, timestamp) = (RandomNumberGenerator.GetBytes(Ed25519.KeyLength), RandomNumberGenerator.GetBytes(Ed25519.KeyLength));
        using var first = Ed25519Key.FromSeed(seed);
        using var second = Ed25519Key.FromSeed(timestamp);
        using var third = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var policy = LogPolicy.OfLog(
        [
            VerifierKey.Create(origin, KeyType.Ed25519, first.PublicKey), VerifierKey.Create(origin, KeyType.Cosignature, second.PublicKey),
            VerifierKey.Create(origin, KeyType.Ecdsa, third.ExportSubjectPublicKeyInfo()),
        ]);
        write(seedName, seed);
        write(TimestampSeed, timestamp);
        write(EcdsaKey, System.Text.Encoding.ASCII.GetBytes(third.ExportPkcs8PrivateKeyPem()));
        write(PolicyFile, System.Text.Encoding.UTF8.GetBytes(policy.Text));
    }

    public async ValueTask<string> Sign(TreeHead head, CancellationToken cancel) =>
        (await new Checkpoint(Policy.Origin, head).SignAsync(signers, cancel)).ToString();

    public void Dispose() => keys.ForEach(key => key.Dispose());

    private static LogPolicy ReadPolicy(string path)
    {
        if (!File.Exists(path))
            throw new StartRefusedException([$"The log's policy {path} is missing: it fixes the keys that sign, so nothing is signed. Bring it back from its copy: see {Runbook.LogKeys}"]);
        try
        {
            return LogPolicy.Parse(File.ReadAllBytes(path));
        }
        catch (FormatException wrong)
        {
            throw new StartRefusedException([$"The log's policy {path} cannot be read: {wrong.Message} See {Runbook.LogKeys}"]);
        }
    }

    private static StartRefusedException Missing(VerifierKey key) => new(
        [$"The log's key of type 0x{(byte)key.Type:x2} and id {key.KeyId:x8} is in the log's policy and not beside its other keys, or of another name: nothing is signed without every key of the log. Bring its file back from its copy: see {Runbook.LogKeys}"]);

    private Ed25519Key Seeded(string file)
    {
        var seed = File.ReadAllBytes(file);
        try
        {
            var key = Ed25519Key.FromSeed(seed);
            keys.Add(key);
            return key;
        }
        catch (ArgumentException)
        {
            throw new StartRefusedException([$"The log's key {file} is damaged: 32 bytes are expected. Bring it back from its copy: see {Runbook.LogKeys}"]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private ECDsa Pem(string file)
    {
        var key = ECDsa.Create();
        keys.Add(key);
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception damaged) when (damaged is ArgumentException or CryptographicException)
        {
            throw new StartRefusedException([$"The log's key {file} is damaged: a P-256 key in PEM is expected. Bring it back from its copy: see {Runbook.LogKeys}"]);
        }
    }
}

using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>Whoever can sign a note: a key in this process, or one in a vault that never leaves it.</summary>
public interface INoteSigner
{
    /// <summary>The public half, by which the signature will be checked before it is used.</summary>
    VerifierKey Key { get; }

    /// <summary>The bytes that follow the key id in the signature line (ECDSA: DER, not r||s).</summary>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel);
}

/// <summary>Signs with 0x01. Does not own the key.</summary>
public sealed class Ed25519NoteSigner(string name, Ed25519Key key) : INoteSigner
{
    /// <inheritdoc/>
    public VerifierKey Key { get; } = VerifierKey.Create(name, KeyType.Ed25519, key.PublicKey);

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) => new(key.Sign(text.Span));
}

/// <summary>Signs with 0x04 and the clock's present second. Does not own the key.</summary>
public sealed class CosignatureSigner(string name, Ed25519Key key, TimeProvider clock) : INoteSigner
{
    /// <inheritdoc/>
    public VerifierKey Key { get; } = VerifierKey.Create(name, KeyType.Cosignature, key.PublicKey);

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) =>
        new(Cosignature.Sign(key, (ulong)clock.GetUtcNow().ToUnixTimeSeconds(), text.Span));
}

/// <summary>Signs checkpoints with 0x06 and the clock's present second, where the platform has ML-DSA. Does not own the key.</summary>
public sealed class MlDsaCosignatureSigner(string name, MLDsa key, TimeProvider clock) : INoteSigner
{
    /// <inheritdoc/>
    public VerifierKey Key { get; } = VerifierKey.Create(name, KeyType.MlDsaCosignature, key.ExportMLDsaPublicKey());

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) =>
        new(MlDsaCosignature.Sign(key, name, (ulong)clock.GetUtcNow().ToUnixTimeSeconds(), text.Span));
}

/// <summary>Signs with 0x02 and a P-256 key in this process. Does not own the key.</summary>
public sealed class EcdsaNoteSigner(string name, ECDsa key) : INoteSigner
{
    /// <inheritdoc/>
    public VerifierKey Key { get; } = VerifierKey.Create(name, KeyType.Ecdsa, key.ExportSubjectPublicKeyInfo());

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) =>
        new(key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>A public key by its name: C2SP "vkey" <c>name+hex(key id)+base64(type || public key)</c>.</summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private const int MaxLength = 4096;

    private readonly byte[] publicKey;

    private VerifierKey(string name, KeyType type, byte[] publicKey, uint keyId)
    {
        Name = name;
        Type = type;
        KeyId = keyId;
        this.publicKey = publicKey;
    }

    /// <summary>Name of the signer; for a log it equals the origin.</summary>
    public string Name { get; }

    /// <summary>How it signs.</summary>
    public KeyType Type { get; }

    /// <summary>First four bytes of a hash, big endian: a hint which key to try, not a proof.</summary>
    public uint KeyId { get; }

    /// <summary>True where its signatures say when they were made (0x04, 0x06).</summary>
    public bool IsTimestamped => Type is KeyType.Cosignature or KeyType.MlDsaCosignature;

    /// <summary>32 bytes for Ed25519 and its cosignatures, 1312 for ML-DSA-44, DER SubjectPublicKeyInfo for ECDSA.</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <exception cref="FormatException">The name or the key breaks a rule of the format, or the platform cannot check its signatures.</exception>
    public static VerifierKey Create(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        NoteName.Demand(name);
        if (type == KeyType.Ecdsa)
            EcdsaP256.Import(publicKey).Dispose();
        else if (type == KeyType.MlDsaCosignature)
            MlDsaCosignature.Demand(publicKey);
        else if (type is not (KeyType.Ed25519 or KeyType.Cosignature) || publicKey.Length != Ed25519.KeyLength)
            throw new FormatException("key: expected type 0x01 or 0x04 with 32 bytes, type 0x02 with a P-256 key, or type 0x06 with 1312 bytes.");
        return new VerifierKey(name, type, publicKey.ToArray(), ComputeKeyId(name, type, publicKey));
    }

    /// <summary>Reads a vkey. Its base64 may contain '+': only the first two are separators.</summary>
    /// <exception cref="FormatException">Not a vkey, of a type not known here, or its key id does not belong to it.</exception>
    public static VerifierKey Parse(string vkey)
    {
        var parts = vkey.Length <= MaxLength ? vkey.Split('+', 3) : [];
        if (parts.Length != 3)
            throw new FormatException("key: expected name+id+base64.");
        var typed = StrictText.Base64(parts[2], "key");
        if (typed.Length == 0)
            throw new FormatException("key: is empty.");
        var key = Create(parts[0], (KeyType)typed[0], typed.AsSpan(1));
        return key.IdText == parts[1] ? key : throw new FormatException("key: the id does not belong to this name and key.");
    }

    /// <summary>True if this is the key's signature over the note's text.</summary>
    /// <param name="text">The text of the note, its final newline included.</param>
    /// <param name="signature">What follows the four bytes of key id in a signature line.</param>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => Type switch
    {
        KeyType.Ed25519 => Ed25519.Verify(publicKey, text, signature),
        KeyType.Ecdsa => EcdsaP256.Verify(publicKey, text, signature),
        KeyType.Cosignature => Cosignature.Verify(publicKey, text, signature),
        KeyType.MlDsaCosignature => MlDsaCosignature.Verify(Name, publicKey, text, signature),
        _ => false,
    };

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([(byte)Type, .. publicKey])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && Type == other.Type && publicKey.AsSpan().SequenceEqual(other.publicKey);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, KeyId);

    private string IdText => KeyId.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    private static uint ComputeKeyId(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        // ECDSA keys are identified by the key alone (signed-note: SHA-256 of the SPKI), all others by name, type and key.
        byte[] input = type == KeyType.Ecdsa ? publicKey.ToArray() : [.. StrictText.Bytes(name), (byte)'\n', (byte)type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }
}

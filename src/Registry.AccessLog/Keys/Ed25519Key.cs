using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>An Ed25519 private key, held by libcrypto alone: no copy of the seed stays in managed memory.</summary>
/// <remarks>
/// Owner: whoever creates it disposes it, and zeroes the seed it passed in. Whoever gets the seed can sign any history of the log;
/// only witnesses and earlier checkpoints then tell the false one.
/// </remarks>
public sealed class Ed25519Key : IDisposable
{
    private readonly KeyHandle handle;
    private readonly byte[] publicKey;

    private Ed25519Key(KeyHandle handle, byte[] publicKey)
    {
        this.handle = handle;
        this.publicKey = publicKey;
    }

    /// <summary>32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <param name="seed">The 32 bytes of RFC 8032 section 5.1.5, from a cryptographic generator. Not kept.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    /// <exception cref="CryptographicException">libcrypto is missing, failed its self-test or refused the key.</exception>
    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        Ed25519SelfTest.Demand();
        return FromSeedUntested(seed);
    }

    /// <summary>64 bytes over the message itself (no prehash); the same every time.</summary>
    /// <exception cref="CryptographicException">libcrypto refused.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var digest = LibCrypto.NewDigest();
        var signature = new byte[Ed25519.SignatureLength];
        nuint length = Ed25519.SignatureLength;
        if (digest.IsInvalid || LibCrypto.SignInit(digest, 0, 0, 0, handle) != 1
            || LibCrypto.Sign(digest, signature, ref length, message, (nuint)message.Length) != 1 || length != Ed25519.SignatureLength)
        {
            LibCrypto.ClearErrors();
            throw new CryptographicException("Ed25519: libcrypto could not sign.");
        }
        return signature;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    internal static Ed25519Key FromSeedUntested(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519.KeyLength)
            throw new ArgumentException("An Ed25519 seed is 32 bytes.", nameof(seed));
        var handle = LibCrypto.NewPrivateKey(LibCrypto.Ed25519KeyType, 0, seed, Ed25519.KeyLength);
        var publicKey = new byte[Ed25519.KeyLength];
        nuint length = Ed25519.KeyLength;
        if (!handle.IsInvalid && LibCrypto.GetPublicKey(handle, publicKey, ref length) == 1 && length == Ed25519.KeyLength)
            return new Ed25519Key(handle, publicKey);
        handle.Dispose();
        LibCrypto.ClearErrors();
        throw new CryptographicException("Ed25519: libcrypto refused the private key.");
    }
}

using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>Ed25519 (RFC 8032), computed by the system's libcrypto after it has passed a known-answer test in this process.</summary>
public static class Ed25519
{
    /// <summary>Length of a seed (the private key) and of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>True if the signature is the key's over exactly this message. False for any other length or an invalid point.</summary>
    /// <exception cref="CryptographicException">libcrypto is missing or failed its self-test.</exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Ed25519SelfTest.Demand();
        return VerifyUntested(publicKey, message, signature);
    }

    internal static bool VerifyUntested(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
            return false;
        using var key = LibCrypto.NewPublicKey(LibCrypto.Ed25519KeyType, 0, publicKey, KeyLength);
        using var digest = LibCrypto.NewDigest();
        var valid = !key.IsInvalid && !digest.IsInvalid
            && LibCrypto.VerifyInit(digest, 0, 0, 0, key) == 1
            && LibCrypto.Verify(digest, signature, SignatureLength, message, (nuint)message.Length) == 1;
        if (!valid)
            LibCrypto.ClearErrors();
        return valid;
    }
}

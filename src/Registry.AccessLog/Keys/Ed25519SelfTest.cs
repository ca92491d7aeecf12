using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// Known-answer test of RFC 8032 section 7.1 (TEST 3) before the first use in a process. A library that signs wrongly would make
/// checkpoints nobody can verify; one that verifies wrongly would accept any history.
/// </summary>
internal static class Ed25519SelfTest
{
    private const string Seed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
    private const string PublicKey = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    private const string Message = "af82";
    private const string Signature =
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

    private static readonly Lazy<string?> Failure = new(() => Run(Signature));

    internal static void Demand()
    {
        if (Failure.Value is { } failure)
            throw new CryptographicException(failure);
    }

    /// <returns>Null, or why Ed25519 must not be used.</returns>
    internal static string? Run(string expectedSignature)
    {
        var seed = Convert.FromHexString(Seed);
        try
        {
            var message = Convert.FromHexString(Message);
            var expected = Convert.FromHexString(expectedSignature);
            using var key = Ed25519Key.FromSeedUntested(seed);
            var right = key.PublicKey.SequenceEqual(Convert.FromHexString(PublicKey))
                && key.Sign(message).AsSpan().SequenceEqual(expected)
                && Ed25519.VerifyUntested(key.PublicKey, message, expected);
            message[0] ^= 1;
            return right && !Ed25519.VerifyUntested(key.PublicKey, message, expected)
                ? null
                : "Ed25519: the system's libcrypto failed the known-answer test of RFC 8032.";
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or CryptographicException)
        {
            return "Ed25519: libcrypto.so.3 (OpenSSL 3) is missing or cannot be used.";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}

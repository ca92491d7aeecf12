using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// What the table of repeated requests may hold: keyed hashes and a small sealed result. A thief of the table learns that there were
/// requests, and cannot test a guess of an officer or of a body.
/// </summary>
/// <remarks>Result: <c>version(1) || suite(1) || nonce(12) || ciphertext || tag(16)</c>, padded like a field, bound to its lookup key.</remarks>
public sealed class RequestSeal : IDisposable
{
    /// <summary>Bytes of a lookup key and of a body hash.</summary>
    public const int HashSize = 32;

    /// <summary>Longest result.</summary>
    public const int MaxResult = 4096;

    private const byte Version = 1;
    private const byte Suite = 1;
    private const int HeaderSize = 2;

    private readonly Secret lookupKey;
    private readonly Secret bodyKey;
    private readonly Secret resultKey;
    private readonly FillRandom random;

    /// <param name="key">The service key <see cref="ServiceKeyName.Requests"/>.</param>
    public RequestSeal(ServiceKey key)
        : this(key, SystemRandom.Fill)
    {
    }

    internal RequestSeal(ServiceKey key, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(key);
        var service = key.For(ServiceKeyName.Requests);
        lookupKey = Kdf.Derive(service, Labels.RequestLookupKey, []);
        bodyKey = Kdf.Derive(service, Labels.RequestBodyKey, []);
        resultKey = Kdf.Derive(service, Labels.RequestResultKey, []);
        this.random = random;
    }

    /// <summary>Where the request is kept: unique per issuer, officer, method and request id. 32 bytes.</summary>
    public byte[] Lookup(string issuer, string officer, string method, string requestId) =>
        Kdf.Mac(lookupKey, new Framed(Labels.RequestLookup).AddText(issuer).AddText(officer).AddText(method).AddText(requestId));

    /// <summary>Hash of the body under its lookup key, so that equal bodies of two requests do not look alike. 32 bytes.</summary>
    public byte[] Body(ReadOnlySpan<byte> lookup, ReadOnlySpan<byte> body) =>
        Kdf.Mac(bodyKey, new Framed(Labels.RequestBody).Add(lookup).Add(body));

    /// <summary>True when the repeated request has the body that was kept; compared in fixed time.</summary>
    public bool SameBody(ReadOnlySpan<byte> lookup, ReadOnlySpan<byte> body, ReadOnlySpan<byte> kept) =>
        CryptographicOperations.FixedTimeEquals(Body(lookup, body), kept);

    /// <summary>Seals the result that a repetition needs, such as ids and versions; at most 4096 bytes.</summary>
    /// <exception cref="ArgumentException">The result is too long.</exception>
    public byte[] Seal(ReadOnlySpan<byte> lookup, ReadOnlySpan<byte> result)
    {
        if (result.Length > MaxResult)
            throw new ArgumentException($"Result: at most {MaxResult} bytes are expected.", nameof(result));
        return PaddedBox.Seal(Padding.Field, resultKey, random, Associated(lookup), [Version, Suite], result);
    }

    /// <summary>The kept result.</summary>
    /// <exception cref="OpenFailedException">Another request's, or changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> lookup, ReadOnlySpan<byte> sealedResult)
    {
        if (sealedResult.Length < HeaderSize || sealedResult[0] != Version || sealedResult[1] != Suite)
            throw new OpenFailedException();
        return PaddedBox.Open(Padding.Field, resultKey, Associated(lookup), sealedResult[HeaderSize..]);
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        lookupKey.Dispose();
        bodyKey.Dispose();
        resultKey.Dispose();
    }

    private static Framed Associated(ReadOnlySpan<byte> lookup) =>
        new Framed(Labels.RequestResult).AddByte(Version).AddByte(Suite).Add(lookup);
}

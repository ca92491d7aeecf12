using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>What the MAC of an event covers.</summary>
/// <param name="Stream">Stream of the event.</param>
/// <param name="Version">Version of the stream with this event, counted from 1.</param>
/// <param name="EventId">Random id of the event.</param>
/// <param name="Alias">Event type as stored.</param>
/// <param name="SchemaVersion">Version of that event's schema as written, counted from 1.</param>
/// <param name="Data">Canonical bytes of the event's data without the MAC; ciphertext, never a field value.</param>
/// <param name="Previous">MAC of the event before it: 32 bytes, or empty at version 1.</param>
public sealed record ChainedEvent(
    Guid Stream, long Version, Guid EventId, string Alias, int SchemaVersion, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Previous);

/// <summary>
/// HMAC-SHA-256 that chains the events of a stream. Who can write to the table but lacks the key cannot change, add, move or remove an
/// event without being found; cutting off the newest ones is found against the outcome line, which commits to the last MAC.
/// </summary>
public sealed class EventMac : IDisposable
{
    /// <summary>Bytes of a MAC.</summary>
    public const int Size = 32;

    private readonly Secret key;

    /// <param name="key">The service key <see cref="ServiceKeyName.EventsMac"/>.</param>
    public EventMac(ServiceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        this.key = Kdf.Derive(key.For(ServiceKeyName.EventsMac), Labels.EventMacKey, []);
    }

    /// <summary>The MAC, 32 bytes.</summary>
    /// <exception cref="ArgumentException">The previous MAC is missing, or given where there can be none.</exception>
    public byte[] Compute(ChainedEvent chained)
    {
        ArgumentNullException.ThrowIfNull(chained);
        if (!IsLinked(chained))
            throw new ArgumentException("Previous: the MAC of the event before is expected, and none at version 1.", nameof(chained));
        return Kdf.Mac(key, new Framed(Labels.EventMac)
            .AddId(chained.Stream).AddNumber(chained.Version).AddId(chained.EventId)
            .AddText(chained.Alias).AddNumber(chained.SchemaVersion).Add(chained.Data.Span).Add(chained.Previous.Span));
    }

    /// <summary>True when the MAC is that of the event; compared in fixed time.</summary>
    public bool Verify(ChainedEvent chained, ReadOnlySpan<byte> mac)
    {
        ArgumentNullException.ThrowIfNull(chained);
        return IsLinked(chained) && CryptographicOperations.FixedTimeEquals(Compute(chained), mac);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => key.Dispose();

    private static bool IsLinked(ChainedEvent chained) =>
        chained.Version >= 1 && chained.Previous.Length == (chained.Version == 1 ? 0 : Size);
}

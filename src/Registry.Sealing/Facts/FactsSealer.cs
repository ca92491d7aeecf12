namespace Registry.Sealing;

/// <summary>
/// Seals the one facts blob of a person: relations, measures, executors, grants. Opened before the line is written, only to feed the
/// decision; never released to anybody.
/// </summary>
/// <remarks>
/// <c>version(1) || suite(1) || nonce(12) || ciphertext || tag(16)</c>. The tag is the MAC of the facts row: it binds the person and
/// the row's version, so a forged or swapped row fails. A whole old row put back, version and all, opens:
/// it is caught against the outcome line, which commits to the newest version.
/// </remarks>
public sealed class FactsSealer : IDisposable
{
    private const byte Version = 1;
    private const byte Suite = 1;
    private const int HeaderSize = 2;

    private readonly Secret service;
    private readonly FillRandom random;

    /// <param name="key">The service key <see cref="ServiceKeyName.Facts"/>.</param>
    public FactsSealer(ServiceKey key)
        : this(key, SystemRandom.Fill)
    {
    }

    internal FactsSealer(ServiceKey key, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(key);
        service = key.For(ServiceKeyName.Facts).Copy();
        this.random = random;
    }

    /// <summary>Seals the facts of a person as of a version of the row, padded to multiples of 4 KiB.</summary>
    public byte[] Seal(Guid subject, long rowVersion, ReadOnlySpan<byte> facts)
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        using var key = KeyOf(subject);
        return PaddedBox.Seal(Padding.Facts, key, random, Associated(subject, rowVersion), [Version, Suite], facts);
    }

    /// <summary>The facts; the caller zeroes them.</summary>
    /// <exception cref="OpenFailedException">Not this person's, not this version's, or changed.</exception>
    public byte[] Open(Guid subject, long rowVersion, ReadOnlySpan<byte> sealedFacts)
    {
        if (sealedFacts.Length < HeaderSize || sealedFacts[0] != Version || sealedFacts[1] != Suite)
            throw new OpenFailedException();
        using var key = KeyOf(subject);
        return PaddedBox.Open(Padding.Facts, key, Associated(subject, rowVersion), sealedFacts[HeaderSize..]);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => service.Dispose();

    private static Framed Associated(Guid subject, long rowVersion) =>
        new Framed(Labels.FactsBlob).AddByte(Version).AddByte(Suite).AddId(subject).AddNumber(rowVersion);

    private Secret KeyOf(Guid subject) => Kdf.Derive(service, Labels.FactsKey, subject.Bytes());
}

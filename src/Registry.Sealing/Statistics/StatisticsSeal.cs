using System.Buffers.Binary;
namespace Registry.Sealing;

/// <summary>
/// Seals what one event means for statistics: codes and bands, nobody's name. A key of its own purpose: whoever has it and the table learns
/// how many and of which kind under names that lead to nobody without it, and opens no field of anybody.
/// </summary>
/// <remarks><c>version(1) || suite(1) || nonce(12) || ciphertext || tag(16)</c>, padded like a record, bound to the name it is kept under.</remarks>
public sealed class StatisticsSeal : IDisposable
{
    /// <summary>Bytes of the name that entries are kept under.</summary>
    public const int NameSize = 16;

    private const byte Version = 1;
    private const byte Suite = 1;
    private const int HeaderSize = 2;

    private readonly Secret nameKey;
    private readonly Secret entryKey;
    private readonly Secret drawKey;
    private readonly FillRandom random;

    /// <param name="key">The service key <see cref="ServiceKeyName.Statistics"/>.</param>
    public StatisticsSeal(ServiceKey key)
        : this(key, SystemRandom.Fill)
    {
    }

    internal StatisticsSeal(ServiceKey key, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(key);
        var service = key.For(ServiceKeyName.Statistics);
        nameKey = Kdf.Derive(service, Labels.StatisticsNameKey, []);
        entryKey = Kdf.Derive(service, Labels.StatisticsEntryKey, []);
        drawKey = Kdf.Derive(service, Labels.StatisticsDrawKey, []);
        this.random = random;
    }

    /// <summary>The name under which a person's entries are kept together; without the key it leads to nobody.</summary>
    public byte[] NameOf(Guid subject)
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        return Kdf.Mac(nameKey, new Framed(Labels.StatisticsName).AddId(subject))[..NameSize];
    }

    /// <summary>The name of another group of a subject's entries; without the key it leads neither to anybody nor to her other names.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="group">Of what; not empty.</param>
    public byte[] NameOf(Guid subject, string group)
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        ArgumentException.ThrowIfNullOrEmpty(group);
        return Kdf.Mac(nameKey, new Framed(Labels.StatisticsName).AddId(subject).AddText(group))[..NameSize];
    }

    /// <summary>A name that is used once: not even the key joins its entry with another.</summary>
    public byte[] NameUsedOnce()
    {
        var name = new byte[NameSize];
        random(name);
        return name;
    }

    /// <summary>Seals an entry.</summary>
    public byte[] Seal(ReadOnlySpan<byte> name, ReadOnlySpan<byte> entry) =>
        PaddedBox.Seal(Padding.Record, entryKey, random, Associated(name), [Version, Suite], entry);

    /// <summary>The entry.</summary>
    /// <exception cref="OpenFailedException">Kept under another name, or changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> name, ReadOnlySpan<byte> sealedEntry)
    {
        if (sealedEntry.Length < HeaderSize || sealedEntry[0] != Version || sealedEntry[1] != Suite)
            throw new OpenFailedException();
        return PaddedBox.Open(Padding.Record, entryKey, Associated(name), sealedEntry[HeaderSize..]);
    }

    /// <summary>A number from 0 up to 1 that follows from the text: always the same one, and nobody foretells it without the key.</summary>
    public double Draw(string text) =>
        (BinaryPrimitives.ReadUInt64BigEndian(Kdf.Mac(drawKey, new Framed(Labels.StatisticsDraw).AddText(text))) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        nameKey.Dispose();
        entryKey.Dispose();
        drawKey.Dispose();
    }

    private static Framed Associated(ReadOnlySpan<byte> name) => new Framed(Labels.StatisticsEntry).AddByte(Version).AddByte(Suite).Add(name);
}

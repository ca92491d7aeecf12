using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>A row of the index.</summary>
/// <param name="Tag">Truncated HMAC: chooses the bucket and says little more.</param>
/// <param name="Sealed">Constant size.</param>
public sealed record IndexEntry(ushort Tag, byte[] Sealed)
{
    /// <inheritdoc/>
    public override string ToString() => "[sealed]";
}

/// <summary>
/// Exact search in one field without plaintext: a 16-bit tag chooses a bucket, and the entries of the bucket are compared here. No
/// subject key is touched, and nobody but the match is named.
/// </summary>
/// <remarks>
/// The tag alone is ambiguous by design; a full-length one would be a pseudonym that a thief of the key could enumerate from the
/// table alone. Entry: <c>version(1) || suite(1) || nonce(12) || ciphertext(48) || tag(16)</c> of <c>full HMAC(32) || subject(16)</c>.
/// </remarks>
public sealed class BlindIndex : IDisposable
{
    /// <summary>A bucket is read as if it had a multiple of this many entries.</summary>
    public const int BucketStep = 16;

    private const byte Version = 1;
    private const byte Suite = 1;
    private const int HeaderSize = 2;
    private const int FullSize = 32;
    private const int PlainSize = FullSize + 16;
    private const int EntrySize = HeaderSize + Aead.Overhead + PlainSize;

    private readonly string field;
    private readonly Secret tagKey;
    private readonly Secret fullKey;
    private readonly Secret entryKey;
    private readonly FillRandom random;
    private readonly byte[] decoy;

    /// <param name="key">The service key <see cref="ServiceKeyName.Index"/>.</param>
    /// <param name="field">Field path; every field has keys of its own.</param>
    public BlindIndex(ServiceKey key, string field)
        : this(key, field, SystemRandom.Fill)
    {
    }

    internal BlindIndex(ServiceKey key, string field, FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(field);
        this.field = field;
        this.random = random;
        var service = key.For(ServiceKeyName.Index);
        var context = Labels.StrictUtf8.GetBytes(field);
        tagKey = Kdf.Derive(service, Labels.IndexTagKey, context);
        fullKey = Kdf.Derive(service, Labels.IndexFullKey, context);
        entryKey = Kdf.Derive(service, Labels.IndexEntryKey, context);
        decoy = SealEntry(0, new byte[PlainSize]);
    }

    /// <summary>The bucket in which a value is looked for.</summary>
    /// <exception cref="ArgumentException">Names the field: characters outside the set, empty, or too long.</exception>
    public ushort Tag(string value) => TagOf(IndexText.Normalise(field, value));

    /// <summary>The row that makes a subject findable by a value.</summary>
    /// <param name="value">Chooses the bucket.</param>
    /// <param name="subject">Whose it is.</param>
    /// <param name="detail">What tells her value from an equal one of others, e.g. the day of issue; empty where values are hers alone.</param>
    /// <exception cref="ArgumentException">Names the field: characters outside the set, empty, or too long.</exception>
    public IndexEntry Entry(string value, Guid subject, string detail = "")
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        var text = IndexText.Normalise(field, value);
        var tag = TagOf(text);
        return new IndexEntry(tag, SealEntry(tag, [.. FullOf(text, detail), .. subject.Bytes()]));
    }

    /// <summary>Everybody whose value may be this one: the subjects of its bucket, a few more than have the value.</summary>
    /// <exception cref="ArgumentException">Names the field: characters outside the set, empty, or too long.</exception>
    /// <exception cref="OpenFailedException">An entry of the bucket was changed or moved there.</exception>
    public IReadOnlySet<Guid> MayBe(string value, IReadOnlyList<byte[]> bucket)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        var tag = Tag(value);
        var subjects = new HashSet<Guid>();
        foreach (var one in bucket)
        {
            var entry = OpenEntry(tag, one) ?? throw new OpenFailedException();
            subjects.Add(new Guid(entry.AsSpan(FullSize), bigEndian: true));
            CryptographicOperations.ZeroMemory(entry);
        }

        return subjects;
    }

    /// <summary>
    /// The one subject with that value and detail in the bucket, else null (also when two different subjects have it). Every entry is opened and
    /// compared, and decoys fill the bucket up, so the work tells neither whether nor where.
    /// </summary>
    /// <exception cref="ArgumentException">Names the field: characters outside the set, empty, or too long.</exception>
    /// <exception cref="OpenFailedException">An entry of the bucket was changed or moved there.</exception>
    public Guid? Match(string value, IReadOnlyList<byte[]> bucket, string detail = "")
    {
        ArgumentNullException.ThrowIfNull(bucket);
        var text = IndexText.Normalise(field, value);
        var tag = TagOf(text);
        var wanted = FullOf(text, detail);
        var slots = Math.Max(1, (bucket.Count + BucketStep - 1) / BucketStep) * BucketStep;
        var found = new byte[16];
        var matches = 0;
        var conflict = 0;
        var broken = false;

        for (var slot = 0; slot < slots; slot++)
        {
            var real = slot < bucket.Count;
            var entry = real ? OpenEntry(tag, bucket[slot]) : OpenEntry(0, decoy);
            broken |= entry is null;
            entry ??= new byte[PlainSize];
            var hit = CryptographicOperations.FixedTimeEquals(entry.AsSpan(0, FullSize), wanted) & real ? 1 : 0;
            var mask = (byte)-hit;
            var again = (byte)-(matches & 1);
            for (var i = 0; i < found.Length; i++)
            {
                conflict |= (found[i] ^ entry[FullSize + i]) & mask & again;
                found[i] = (byte)((found[i] & ~mask) | (entry[FullSize + i] & mask));
            }

            matches |= hit;
            CryptographicOperations.ZeroMemory(entry);
        }

        if (broken)
            throw new OpenFailedException();
        return matches == 1 && conflict == 0 ? new Guid(found, bigEndian: true) : null;
    }

    /// <summary>True when the two values are one for the index; compared in fixed time.</summary>
    /// <exception cref="ArgumentException">Names the field: characters outside the set, empty, or too long.</exception>
    public bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(FullOf(IndexText.Normalise(field, one), ""), FullOf(IndexText.Normalise(field, other), ""));

    /// <summary>True when a value can be indexed: 1 to 64 characters of printable ASCII and Vietnamese letters in NFC.</summary>
    public static bool CanIndex(string value)
    {
        try
        {
            IndexText.Normalise("value", value);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        tagKey.Dispose();
        fullKey.Dispose();
        entryKey.Dispose();
    }

    private ushort TagOf(string text) => BinaryPrimitives.ReadUInt16BigEndian(Kdf.Mac(tagKey, Message(Labels.IndexTag, text)));

    private byte[] FullOf(string text, string detail) =>
        Kdf.Mac(fullKey, detail.Length > 0 ? Message(Labels.IndexFull, text).AddText(detail) : Message(Labels.IndexFull, text));

    private Framed Message(string label, string text) => new Framed(label).AddText(field).AddByte(IndexText.Version).AddText(text);

    private byte[] SealEntry(ushort tag, byte[] plaintext)
    {
        var target = new byte[EntrySize];
        target[0] = Version;
        target[1] = Suite;
        Aead.Seal(entryKey, random, Associated(tag).Bytes, plaintext, target.AsSpan(HeaderSize));
        CryptographicOperations.ZeroMemory(plaintext);
        return target;
    }

    private byte[]? OpenEntry(ushort tag, byte[] entry) =>
        entry.Length == EntrySize && entry[0] == Version && entry[1] == Suite
            ? Aead.Open(entryKey, Associated(tag).Bytes, entry.AsSpan(HeaderSize))
            : null;

    private Framed Associated(ushort tag) =>
        new Framed(Labels.IndexEntry).AddByte(Version).AddByte(Suite).AddByte(IndexText.Version).AddText(field).AddNumber(tag);
}

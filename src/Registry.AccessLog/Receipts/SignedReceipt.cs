using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// The caller's half of a line: the log's signed promise that the entry stands at this place of the tree that its batch made. Whoever
/// keeps it can show later that the line was dropped or replaced. FORMAT.md draws the bytes.
/// </summary>
/// <param name="RecordId">Id of the record. Not covered by the signature: it only helps to find the line.</param>
/// <param name="Index">Index of the entry.</param>
/// <param name="Entry">The 33 bytes that the tree commits to.</param>
/// <param name="Head">Tree right after the batch.</param>
/// <param name="Path">Inclusion proof, leaf first.</param>
/// <param name="Origin">Name of the log.</param>
/// <param name="KeyId">Which key signed.</param>
/// <param name="Signature">64 bytes of Ed25519 over <see cref="ReceiptStatement"/>.</param>
public sealed record SignedReceipt(
    Guid RecordId, long Index, ReadOnlyMemory<byte> Entry, TreeHead Head, IReadOnlyList<TreeHash> Path, string Origin, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Largest receipt: a path of 62 hashes and an origin of 255 bytes. One of a million lines has about 950.</summary>
    public const int MaxBytes = FixedBytes + MaxPath * TreeHash.Length + byte.MaxValue;

    private const byte Version = 0x01;
    private const int MaxPath = 62;
    private const int IdLength = 16;
    private const int FixedBytes = 1 + IdLength + 2 * sizeof(long) + LeafEntry.Length + TreeHash.Length + 1 + 1 + sizeof(uint) + Ed25519.SignatureLength;

    /// <summary>Reads the bytes in their one form; says nothing about whether the receipt is genuine.</summary>
    /// <exception cref="FormatException">Another form; names the field.</exception>
    public static SignedReceipt Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (reader.Byte("version") != Version)
            throw new FormatException("receipt: expected version 1.");
        var id = new Guid(reader.Take(IdLength, "record id"), bigEndian: true);
        var (index, size) = (reader.Number("index"), reader.Number("size"));
        if (index >= size)
            throw new FormatException("receipt index: expected a number below the size.");
        var entry = reader.Take(LeafEntry.Length, "entry").ToArray();
        if (entry[0] != LeafEntry.Version)
            throw new FormatException("receipt entry: expected version 1.");
        var root = new TreeHash(reader.Take(TreeHash.Length, "root"));
        int hashes = reader.Byte("path");
        if (hashes > MaxPath)
            throw new FormatException($"receipt path: more than {MaxPath} hashes.");
        var path = new TreeHash[hashes];
        for (var i = 0; i < path.Length; i++)
            path[i] = new TreeHash(reader.Take(TreeHash.Length, "path"));
        var origin = StrictText.Lines(reader.Take(reader.Byte("origin"), "origin"), byte.MaxValue, "receipt origin");
        if (!NoteName.IsValid(origin))
            throw new FormatException("receipt origin: expected the name of a log.");
        var keyId = BinaryPrimitives.ReadUInt32BigEndian(reader.Take(sizeof(uint), "key id"));
        var signature = reader.Take(Ed25519.SignatureLength, "signature").ToArray();
        reader.DemandEnd();
        return new SignedReceipt(id, index, entry, new TreeHead(size, root), path, origin, keyId, signature);
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="FormatException">The origin is longer than 255 bytes.</exception>
    public byte[] ToBytes()
    {
        var origin = StrictText.Bytes(Origin);
        if (origin.Length > byte.MaxValue)
            throw new FormatException("receipt origin: longer than 255 bytes.");
        var bytes = new byte[FixedBytes + Path.Count * TreeHash.Length + origin.Length];
        var at = 0;
        Span<byte> Next(int length) => bytes.AsSpan((at += length) - length, length);

        Next(1)[0] = Version;
        RecordId.TryWriteBytes(Next(IdLength), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(Next(sizeof(long)), Index);
        BinaryPrimitives.WriteInt64BigEndian(Next(sizeof(long)), Head.Size);
        Entry.Span.CopyTo(Next(LeafEntry.Length));
        Head.Root.Bytes.CopyTo(Next(TreeHash.Length));
        Next(1)[0] = (byte)Path.Count;
        foreach (var hash in Path)
            hash.Bytes.CopyTo(Next(TreeHash.Length));
        Next(1)[0] = (byte)origin.Length;
        origin.CopyTo(Next(origin.Length));
        BinaryPrimitives.WriteUInt32BigEndian(Next(sizeof(uint)), KeyId);
        Signature.Span.CopyTo(Next(Ed25519.SignatureLength));
        return bytes;
    }

    /// <summary>That the log promised this entry at this place; says nothing yet about what the log shows today.</summary>
    /// <exception cref="VerificationFailedException">Of another log, not signed by a key of the policy, or the path does not lead to the root.</exception>
    /// <exception cref="CryptographicException">libcrypto cannot be used.</exception>
    public void Verify(LogPolicy policy)
    {
        if (Origin != policy.Origin)
            throw new VerificationFailedException("The receipt names another log (origin) than the policy.");
        var key = policy.LogKeys.FirstOrDefault(key => key.Type == KeyType.Ed25519 && key.KeyId == KeyId)
            ?? throw new VerificationFailedException("The receipt is signed by a key that the policy does not name.");
        if (!InclusionProof.Verify(Merkle.Leaf(Entry.Span), Index, Head, [.. Path]))
            throw new VerificationFailedException($"The receipt's path does not lead from its entry at index {Index} to its root.");
        if (!key.Verify(StrictText.Bytes(ReceiptStatement.Text(Origin, Head)), Signature.Span))
            throw new VerificationFailedException("The receipt's signature is not valid for what it states.");
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        internal ReadOnlySpan<byte> Take(int count, string field)
        {
            if (rest.Length < count)
                throw new FormatException($"receipt {field}: ends too early.");
            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }

        internal byte Byte(string field) => Take(1, field)[0];

        internal long Number(string field) =>
            BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long), field)) is >= 0 and var number
                ? number
                : throw new FormatException($"receipt {field}: expected a number below 2^63.");

        internal readonly void DemandEnd()
        {
            if (!rest.IsEmpty)
                throw new FormatException("receipt: bytes after the signature.");
        }
    }
}

using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// The bytes of a sealed value: <c>version(1) || suite(1) || class(1) || subject key id(16) || nonce(12) || ciphertext || tag(16)</c>.
/// Drawn in FORMAT.md.
/// </summary>
internal readonly ref struct SealedField
{
    internal const byte Version = 1;

    /// <summary>HKDF-SHA256, AES-256-GCM.</summary>
    internal const byte Suite = 1;

    internal const int HeaderSize = 3 + 16;

    /// <summary>Longest plaintext: 1 MiB.</summary>
    internal const int MaxPlaintext = 1 << 20;

    private static readonly int MinSize = HeaderSize + Aead.Overhead + Padding.Field.SizeFor(0);
    private static readonly int MaxSize = HeaderSize + Aead.Overhead + Padding.Field.SizeFor(MaxPlaintext);

    private SealedField(ReadOnlySpan<byte> bytes)
    {
        Class = (FieldClass)bytes[2];
        SubjectKey = new Guid(bytes.Slice(3, 16), bigEndian: true);
        Box = bytes[HeaderSize..];
    }

    internal FieldClass Class { get; }

    internal Guid SubjectKey { get; }

    /// <summary>Nonce, ciphertext and tag.</summary>
    internal ReadOnlySpan<byte> Box { get; }

    /// <summary>Strict: one version, one suite, a class that exists, a size that padding can give. Proves nothing yet.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out SealedField field)
    {
        field = default;
        if (bytes.Length < MinSize || bytes.Length > MaxSize || bytes[0] != Version || bytes[1] != Suite)
            return false;
        field = new SealedField(bytes);
        var padded = bytes.Length - HeaderSize - Aead.Overhead;
        return ReleasedKeys.IsSealable(field.Class) && Padding.Field.SizeFor(padded - 4) == padded;
    }

    internal static void WriteHeader(Span<byte> target, SealedAt at)
    {
        target[0] = Version;
        target[1] = Suite;
        target[2] = (byte)at.Class;
        at.Subject.TryWriteBytes(target.Slice(3, 16), bigEndian: true, out _);
    }

    /// <summary>Everything that pins a value to its place; rebuilt from the row at every open.</summary>
    internal static Framed Associated(SealedAt at) =>
        new Framed(Labels.SealedField)
            .AddByte(Version).AddByte(Suite).AddByte((byte)at.Class)
            .AddId(at.Subject).AddId(at.Stream).AddId(at.EventId)
            .AddText(at.EventAlias).AddNumber(at.SchemaVersion).AddText(at.Path);
}

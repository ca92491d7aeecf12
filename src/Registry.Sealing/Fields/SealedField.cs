using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// The bytes of a sealed value: <c>version(1) || suite(1) || nonce(12) || ciphertext || tag(16)</c>. Drawn in FORMAT.md.
/// </summary>
/// <remarks>
/// Nothing in clear says whose value it is or of which class: a dump must not tell which dossier belongs to which person, nor that
/// there is a shelter. Both are in the associated data and in the key, so a value of another person or class does not open.
/// </remarks>
internal readonly ref struct SealedField
{
    internal const byte Version = 1;

    /// <summary>HKDF-SHA256, AES-256-GCM.</summary>
    internal const byte Suite = 1;

    internal const int HeaderSize = 2;

    /// <summary>Longest plaintext: 1 MiB.</summary>
    internal const int MaxPlaintext = 1 << 20;

    private static readonly int MinSize = HeaderSize + Aead.Overhead + Padding.Field.SizeFor(0);
    private static readonly int MaxSize = HeaderSize + Aead.Overhead + Padding.Field.SizeFor(MaxPlaintext);

    private SealedField(ReadOnlySpan<byte> bytes) => Box = bytes[HeaderSize..];

    /// <summary>Nonce, ciphertext and tag.</summary>
    internal ReadOnlySpan<byte> Box { get; }

    /// <summary>Strict: one version, one suite, a size that padding can give. Proves nothing yet.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out SealedField field)
    {
        field = default;
        if (bytes.Length < MinSize || bytes.Length > MaxSize || bytes[0] != Version || bytes[1] != Suite)
            return false;
        field = new SealedField(bytes);
        var padded = bytes.Length - HeaderSize - Aead.Overhead;
        return Padding.Field.SizeFor(padded - 4) == padded;
    }

    internal static ReadOnlySpan<byte> Header => [Version, Suite];

    /// <summary>Everything that pins a value to its place; rebuilt from the row at every open.</summary>
    internal static Framed Associated(SealedAt at) =>
        new Framed(Labels.SealedField)
            .AddByte(Version).AddByte(Suite).AddByte((byte)at.Class)
            .AddId(at.Subject).AddId(at.Stream).AddId(at.EventId)
            .AddText(at.EventAlias).AddNumber(at.SchemaVersion).AddText(at.Path);
}

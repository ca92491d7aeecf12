using System.Diagnostics;

namespace Registry.Domain.Secrecy;

/// <summary>Ciphertext as a value: what events and read models carry instead of a person's data. Prints as <c>[sealed]</c>.</summary>
/// <remarks>The byte format is drawn in src/Registry.Sealing/FORMAT.md. Equality is by bytes and says nothing about the plaintext.</remarks>
[DebuggerDisplay("[sealed]")]
public sealed class Sealed : IEquatable<Sealed>
{
    private readonly byte[] bytes;

    /// <param name="bytes">The sealed value as stored; copied.</param>
    public Sealed(ReadOnlySpan<byte> bytes) => this.bytes = bytes.ToArray();

    /// <summary>The stored bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Base64 of the stored bytes, the form used inside JSON.</summary>
    public string ToBase64() => Convert.ToBase64String(bytes);

    /// <exception cref="FormatException">The text is not base64.</exception>
    public static Sealed FromBase64(string text) => new(Convert.FromBase64String(text));

    public bool Equals(Sealed? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => Equals(obj as Sealed);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => "[sealed]";
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>One SHA-256 value of the tree: a leaf hash, a node or a root. 32 bytes, compared by value.</summary>
/// <remarks>Tree hashes are public, so comparing them needs no constant time.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly ulong a, b, c, d;

    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException("A tree hash is 32 bytes.", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    /// <summary>The 32 bytes, as a view of this value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<TreeHash>(in this));

    /// <summary>Reads standard base64 of exactly 32 bytes.</summary>
    /// <exception cref="FormatException">Not canonical base64 of 32 bytes.</exception>
    public static TreeHash FromBase64(string text)
    {
        var bytes = StrictText.Base64(text, "hash");
        return bytes.Length == Length ? new TreeHash(bytes) : throw new FormatException("hash: expected base64 of 32 bytes.");
    }

    /// <summary>Standard base64, the form used in checkpoints and proofs.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <inheritdoc/>
    public bool Equals(TreeHash other) => a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => a.GetHashCode();

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>True when both are the same 32 bytes.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}

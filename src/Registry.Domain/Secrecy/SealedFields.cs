using System.Collections.Immutable;
using System.Diagnostics;

namespace Registry.Domain.Secrecy;

/// <summary>The sealed personal fields of one event: path to ciphertext. Equality is by content; prints as <c>[sealed]</c>.</summary>
[DebuggerDisplay("[sealed]")]
public sealed class SealedFields : IEquatable<SealedFields>
{
    /// <param name="values">Field path, e.g. <c>full_name</c>, to sealed value.</param>
    public SealedFields(IEnumerable<KeyValuePair<string, Sealed>> values) =>
        Values = values.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>No field.</summary>
    public static SealedFields Empty { get; } = new([]);

    /// <summary>By path, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, Sealed> Values { get; }

    /// <summary>The value at the path, or null.</summary>
    public Sealed? Find(string path) => Values.GetValueOrDefault(path);

    public bool Equals(SealedFields? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as SealedFields);

    public override int GetHashCode() => Values.Count;

    public override string ToString() => "[sealed]";
}

using System.Buffers.Binary;

namespace Registry.Sealing;

/// <summary>What a search tag is of. The number stands in every tag.</summary>
public enum SearchTagKind
{
    /// <summary>Not declared; no tag has it.</summary>
    Unspecified = 0,

    /// <summary>Given name.</summary>
    GivenName = 1,

    /// <summary>Year of birth.</summary>
    BirthYear = 2,

    /// <summary>Number of a paper.</summary>
    IdNumber = 3,

    /// <summary>Surname.</summary>
    Surname = 120,

    /// <summary>Commune of the permanent address.</summary>
    Commune = 121,
}

/// <summary>
/// Short keyed tags by which a search narrows down whom to look at. They lie inside the sealed facts of a person and in memory, never in a
/// column: a database dump holds none.
/// </summary>
/// <remarks>
/// Cut so short that they name nobody: 8 bits of the given name, of the surname and of the commune, 5 of the year of birth, 12 of a number; middle names
/// have none. Nobody is looked for by surname or commune: their tags tell whether an officer looks at his own people. Whoever opens facts and has the
/// index key can still only narrow down: of a surname it learns little, 38 people in a hundred share one.
/// A tag is a hint where to look: what is compared is opened, under a line.
/// </remarks>
public sealed class SearchTags : IDisposable
{
    private const int ValueBits = 16;

    private readonly Secret key;

    /// <param name="index">The service key <see cref="ServiceKeyName.Index"/>.</param>
    public SearchTags(ServiceKey index)
    {
        ArgumentNullException.ThrowIfNull(index);
        key = Kdf.Derive(index.For(ServiceKeyName.Index), Labels.SearchTagKey, []);
    }

    /// <summary>The tag of a value, as the caller folded it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind of tag.</exception>
    public int Of(SearchTagKind kind, string value)
    {
        var bits = BitsOf(kind);
        var mac = Kdf.Mac(key, new Framed(Labels.SearchTag).AddByte((byte)kind).AddText(value));
        return ((int)kind << ValueBits) | (BinaryPrimitives.ReadUInt16BigEndian(mac) >> (ValueBits - bits));
    }

    /// <summary>What a tag is of.</summary>
    public static SearchTagKind KindOf(int tag) => (SearchTagKind)(tag >> ValueBits);

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => key.Dispose();

    private static int BitsOf(SearchTagKind kind) => kind switch
    {
        SearchTagKind.GivenName => 8,
        SearchTagKind.BirthYear => 5,
        SearchTagKind.IdNumber => 12,
        SearchTagKind.Surname => 8,
        SearchTagKind.Commune => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

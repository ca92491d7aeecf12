using System.Collections.Frozen;

namespace Registry.Domain.Matching;

/// <summary>
/// How much it says that two records agree on a word, in bits: the rarer, the more (Fellegi and Sunter 1969). Shares of surnames are published
/// figures of the whole country, remembered and rounded; a wrong one moves an order of candidates and decides nothing.
/// </summary>
internal static class NameWeights
{
    /// <summary>Share of a surname that is not listed.</summary>
    private const double RareSurname = 0.002;

    /// <summary>Share of a usual given name.</summary>
    private const double GivenName = 0.01;

    /// <summary>Chance that one person's name is written the same twice.</summary>
    private const double Written = 0.95;

    /// <summary>Văn and Thị tell little more than the sex.</summary>
    private const double Particle = 0.5;

    private const double Middle = 3;

    private static readonly FrozenDictionary<string, double> Surnames = new (string Word, double Share)[]
    {
        ("nguyen", 0.385), ("tran", 0.11), ("le", 0.095), ("pham", 0.071), ("huynh", 0.051), ("hoang", 0.051), ("phan", 0.045), ("vu", 0.039), ("vo", 0.039),
        ("dang", 0.021), ("bui", 0.02), ("do", 0.014), ("ho", 0.013), ("ngo", 0.013), ("duong", 0.01), ("ly", 0.005),
    }.ToFrozenDictionary(one => one.Word, one => one.Share, StringComparer.Ordinal);

    /// <summary>Agreement on the given name, the heaviest word of a name.</summary>
    public static double OfGiven { get; } = Math.Log2(Written / GivenName);

    /// <summary>Agreement on a surname.</summary>
    public static double OfSurname(string word) => Math.Log2(Written / Surnames.GetValueOrDefault(word, RareSurname));

    /// <summary>Share of the people who have a surname in the form that stands for its variants; that of a rare one for a surname that is not listed.</summary>
    public static double ShareOf(string surname) =>
        Surnames.Where(one => NameWords.Surname(one.Key) == surname).Select(one => one.Value).DefaultIfEmpty(RareSurname).Sum();

    /// <summary>Agreement on a middle name.</summary>
    public static double OfMiddle(string word) => word is "van" or "thi" ? Particle : Middle;
}

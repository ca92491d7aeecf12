namespace Registry.Domain.Matching;

/// <summary>The surname of a name, in the one form that stands for its variants, and how common it is in the country.</summary>
public static class Surnames
{
    /// <summary>The surname; empty when there is no name.</summary>
    public static string Of(string name) => NameWords.Of(name) is [var first, ..] ? NameWords.Surname(first) : "";

    /// <summary>How many of a thousand people have the surname, by the table of <see cref="NameWeights"/>: 1 to 999, rounded up.</summary>
    public static int PerMille(string name) => Math.Clamp((int)Math.Ceiling(NameWeights.ShareOf(Of(name)) * 1000), 1, 999);
}

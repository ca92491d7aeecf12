using System.Collections.Immutable;
using Registry.Domain.People;

namespace Registry.Domain.Matching;

/// <summary>What two records are compared by, in the open and in memory only. Unknown parts are empty. Prints nothing.</summary>
/// <param name="Names">The full name first, then other names; each as it is written.</param>
/// <param name="Born">As far as it is known.</param>
/// <param name="Numbers">Numbers of the identity card and of other papers, as written.</param>
public sealed record Traits(ImmutableArray<string> Names, BirthDay Born, ImmutableArray<string> Numbers)
{
    /// <summary>True when one of the names is the asked one, whatever marks and spaces either is written with.</summary>
    public bool HasName(string asked) =>
        VietnameseText.FoldBare(asked) is { Length: > 0 } folded && Names.Any(name => VietnameseText.FoldBare(name) == folded);

    /// <summary>True when one of the numbers is the asked one.</summary>
    public bool HasNumber(string asked) => Number(asked) is { Length: > 0 } written && Numbers.Any(number => Number(number) == written);

    /// <summary>A number as it is compared: letters and digits, in capitals.</summary>
    public static string Number(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));

    /// <summary>Personal data: prints nothing.</summary>
    public override string ToString() => "[sealed]";
}

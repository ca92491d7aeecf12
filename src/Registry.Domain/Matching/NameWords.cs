using System.Collections.Frozen;
using System.Collections.Immutable;
using Registry.Domain.People;

namespace Registry.Domain.Matching;

/// <summary>
/// A Vietnamese name by its words: surname, middle names, given name. Whole strings mislead: <c>Nguyễn Văn Hùng</c> and <c>Nguyễn Văn Hải</c>
/// are nearly one string and two men.
/// </summary>
public static class NameWords
{
    /// <summary>Surnames that are one by another spelling or another region's habit.</summary>
    private static readonly FrozenDictionary<string, string> Same =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["huynh"] = "hoang", ["vo"] = "vu" }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words, folded, without marks.</summary>
    public static ImmutableArray<string> Of(string name) =>
        VietnameseText.FoldBare(name) is { Length: > 0 } folded ? [.. folded.Split(' ')] : [];

    /// <summary>The given name, which stands last, as it is looked for; empty when there is no name.</summary>
    public static string Given(string name) => Of(name) is [.., var last] ? Spelt(last) : "";

    /// <summary>The first word as it is looked for, for a name that was written down the other way round; empty when there is no name.</summary>
    public static string First(string name) => Of(name) is [var first, ..] ? Spelt(first) : "";

    /// <summary>A word in the one spelling that stands for its variants: <c>Vy</c> is <c>Vi</c>, but <c>Mây</c> is not <c>Mai</c>.</summary>
    public static string Spelt(string word) =>
        word is [.., var before, 'y'] && before != 'a' ? string.Concat(word.AsSpan(0, word.Length - 1), "i") : word;

    /// <summary>A surname in the one form that stands for its variants: <c>Huỳnh</c> is <c>Hoàng</c>.</summary>
    public static string Surname(string word) => Same.GetValueOrDefault(word, Spelt(word));
}

using System.Collections.Frozen;
using System.Text;

namespace Registry.Domain.People;

/// <summary>
/// Names as they are compared. What is stored keeps every mark; a comparison may leave them out. Own tables: with invariant globalization
/// <c>string.Normalize</c> does nothing.
/// </summary>
public static class VietnameseText
{
    private static readonly string[] Letters =
        ["aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ"];

    private static readonly FrozenDictionary<char, char> Base =
        Letters.SelectMany(group => group.Select(letter => (letter, group[0]))).ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    /// <summary>Lower case, words parted by one space, hyphens and apostrophes as spaces; every mark is kept.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var one = letter is '-' or '\u2010' or '\u2011' or '\'' or '\u2019' || char.IsWhiteSpace(letter) ? ' ' : char.ToLowerInvariant(letter);
            if (one != ' ' || (folded.Length > 0 && folded[^1] != ' ')) folded.Append(one);
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>The same without Vietnamese marks: <c>Trần Thị Đỏ</c> is <c>tran thi do</c>.</summary>
    public static string FoldBare(string text) => string.Concat(Fold(text).Select(letter => Base.GetValueOrDefault(letter, letter)));

    /// <summary>How many words the text has.</summary>
    public static int Words(string text) => Fold(text) is { Length: > 0 } folded ? folded.Count(letter => letter == ' ') + 1 : 0;
}

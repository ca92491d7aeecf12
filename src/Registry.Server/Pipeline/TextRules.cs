using System.Globalization;
using System.Text;

namespace Registry.Server.Pipeline;

/// <summary>What text must be like before it is sealed: precomposed (NFC), no control characters, one form for one name.</summary>
/// <remarks>
/// <c>string.IsNormalized</c> does nothing with invariant globalization, so the check is our own: it knows the Latin letters with
/// marks that Vietnamese and its neighbours write, and refuses a base letter followed by a combining mark that has a precomposed form.
/// </remarks>
internal static class TextRules
{
    /// <summary>What is wrong with the text, or null.</summary>
    /// <param name="text">The text; never echoed.</param>
    /// <param name="longest">Greatest number of UTF-16 units.</param>
    /// <param name="lines">Whether line breaks may occur.</param>
    public static Expected? Problem(string text, int longest, bool lines)
    {
        if (text.Length > longest)
            return Expected.AtMostCharacters(longest);
        if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            return Expected.Trimmed;

        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) && !(lines && rune.Value == '\n'))
                return Expected.NoControls;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                || rune.Value is 0xFFFD or 0xFEFF or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                return Expected.Visible;
            if (IsSingleton(rune.Value) || (IsCombining(rune.Value) && before is { } letter && IsLatin(letter.Value)))
                return Expected.Precomposed;
            before = rune;
        }

        return null;
    }

    /// <summary>Marks over and under Latin letters; every Vietnamese letter with them has a precomposed form.</summary>
    private static bool IsCombining(int rune) => rune is >= 0x0300 and <= 0x036F;

    private static bool IsLatin(int rune) =>
        rune is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0x00C0 and <= 0x024F) or (>= 0x1E00 and <= 0x1EFF);

    /// <summary>Characters that NFC always replaces by another.</summary>
    private static bool IsSingleton(int rune) =>
        rune is 0x0340 or 0x0341 or 0x0343 or 0x0344 or 0x0374 or 0x037E or 0x0387 or 0x1F71 or 0x1F73 or 0x1F75 or 0x1F77 or 0x1F79
            or 0x1F7B or 0x1F7D or 0x2000 or 0x2001 or 0x2126 or 0x212A or 0x212B or (>= 0xF900 and <= 0xFAFF);
}

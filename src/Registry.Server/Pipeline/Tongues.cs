using System.Globalization;
using Grpc.Core;

namespace Registry.Server.Pipeline;

/// <summary>Language that a caller is answered in.</summary>
internal enum Tongue
{
    /// <summary>It named none that we write: refusals come in both, names in Vietnamese.</summary>
    Both = 0,
    Vietnamese = 1,
    English = 2,
}

/// <summary>Reads the metadata <c>accept-language</c> (RFC 9110, section 12.5.4). A header that is not one says nothing; it is never an error.</summary>
internal static class Tongues
{
    private const int LongestHeader = 500;

    public static Tongue Of(Metadata headers) =>
        Of(string.Join(',', headers.Where(entry => entry is { Key: "accept-language", IsBinary: false }).Select(entry => entry.Value)));

    /// <summary>The language with the greatest weight; of equal ones the first; both where neither is wanted.</summary>
    public static Tongue Of(string header)
    {
        if (header.Length is 0 or > LongestHeader)
            return Tongue.Both;
        var (best, weight) = (Tongue.Both, 0m);
        foreach (var range in header.Split(','))
        {
            if (!TryRead(range, out var tongue, out var quality))
                return Tongue.Both;
            if (tongue != Tongue.Both && quality > weight)
                (best, weight) = (tongue, quality);
        }

        return best;
    }

    /// <summary>The name in the caller's language.</summary>
    public static string Name(this Tongue tongue, string vi, string en) => tongue == Tongue.English ? en : vi;

    /// <summary><c>vi</c>, <c>en-GB;q=0.7</c>, <c>*;q=0.1</c>; a range of another language reads as both.</summary>
    private static bool TryRead(string range, out Tongue tongue, out decimal quality)
    {
        (tongue, quality) = (Tongue.Both, 1m);
        var parts = range.Split(';');
        var tag = parts[0].Trim(' ', '\t');
        if (tag.Length == 0 && parts.Length == 1)
            return true;
        if (tag != "*" && (tag.Length is 0 or > 40 || !char.IsAsciiLetter(tag[0]) || !tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')))
            return false;
        tongue = tag.Split('-')[0].ToLowerInvariant() switch { "vi" => Tongue.Vietnamese, "en" => Tongue.English, _ => Tongue.Both };
        return parts.Length == 1 || (parts.Length == 2 && IsWeight(parts[1].Trim(' ', '\t'), out quality));
    }

    /// <summary><c>q=</c> and 0 to 1 with at most three digits after the point.</summary>
    private static bool IsWeight(string text, out decimal quality)
    {
        quality = 0;
        return text.Length is >= 3 and <= 7 && text[0] is 'q' or 'Q' && text[1] == '='
            && text[2..].All(letter => char.IsAsciiDigit(letter) || letter == '.') && text[2] is '0' or '1' && (text.Length == 3 || text[3] == '.')
            && decimal.TryParse(text[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality) && quality <= 1;
    }
}

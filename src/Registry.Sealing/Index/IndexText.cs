using System.Text;

namespace Registry.Sealing;

/// <summary>
/// How a value is written before it is indexed, version 1: outer spaces trimmed, inner runs collapsed to one, upper case; printable
/// ASCII and the Vietnamese letters of NFC, nothing else. Pure code, so every host and every build gives the same bytes.
/// </summary>
/// <remarks>A change takes a new version and a new index beside the old: an index whose two sides disagree finds nobody.</remarks>
internal static class IndexText
{
    internal const byte Version = 1;
    internal const int MaxLength = 64;

    // Latin-1 part of the Vietnamese alphabet in capitals; small letters stand 0x20 higher.
    private const string Latin1 = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";

    // Letters of Latin Extended-A and -B in capitals; small letters stand one higher.
    private const string Extended = "ĂĐĨŨƠƯ";

    private const char FirstTone = '\u1EA0';
    private const char LastTone = '\u1EF9';

    /// <exception cref="ArgumentException">Names the field: not NFC, a character outside the set, empty, or too long.</exception>
    internal static string Normalise(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length);
        var gap = false;
        foreach (var character in value)
        {
            if (character == ' ')
            {
                gap = text.Length > 0;
                continue;
            }

            if (gap)
                text.Append(' ');
            gap = false;
            text.Append(Upper(character) ?? throw new ArgumentException(
                $"{field}: only printable ASCII and Vietnamese letters in the composed form (NFC) are expected."));
        }

        if (text.Length is 0 or > MaxLength)
            throw new ArgumentException($"{field}: 1 to {MaxLength} characters are expected.");
        return text.ToString();
    }

    private static char? Upper(char character) => character switch
    {
        >= 'a' and <= 'z' => (char)(character - 0x20),
        > ' ' and <= '~' => character,
        >= FirstTone and <= LastTone => (char)(character & ~1), // capitals are even, each small letter follows its capital
        _ when Latin1.Contains(character) || Extended.Contains(character) => character,
        _ when Latin1.Contains((char)(character - 0x20)) => (char)(character - 0x20),
        _ when Extended.Contains((char)(character - 1)) => (char)(character - 1),
        _ => null,
    };
}

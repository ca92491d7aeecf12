using System.Globalization;
using System.Text;

namespace Registry.Testing.Verification;

/// <summary>The bytes that a string has in each encoding that a careless line of code could write it in.</summary>
internal static class Encodings
{
    /// <summary>Name of the encoding and the bytes to look for.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(string text)
    {
        var forms = new[] { ("NFC", text), ("NFD", VietnameseNfd.Of(text)) }.DistinctBy(form => form.Item2);
        foreach (var (form, value) in forms)
        {
            var utf8 = Encoding.UTF8.GetBytes(value);
            var named = $"'{text}' as {form} ";
            yield return (named + "UTF-8", utf8);
            yield return (named + "UTF-16LE", Encoding.Unicode.GetBytes(value));
            yield return (named + "UTF-16BE", Encoding.BigEndianUnicode.GetBytes(value));
            yield return (named + "hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
            yield return (named + "HEX", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)));
            yield return (named + "percent", Encoding.ASCII.GetBytes(Uri.EscapeDataString(value)));
            if (value.Any(letter => letter > 0x7F))
            {
                yield return (named + "JSON", Encoding.ASCII.GetBytes(Escaped(value, "x4")));
                yield return (named + "JSON upper case", Encoding.ASCII.GetBytes(Escaped(value, "X4")));
            }

            for (var shift = 0; shift < 3; shift++)
            {
                var core = Base64(utf8, shift);
                yield return ($"{named}base64+{shift}", Encoding.ASCII.GetBytes(core));
                if (core.AsSpan().ContainsAny('+', '/'))
                    yield return ($"{named}base64url+{shift}", Encoding.ASCII.GetBytes(core.Replace('+', '-').Replace('/', '_')));
            }
        }
    }

    private static string Escaped(string text, string digits) =>
        string.Concat(text.Select(letter => letter > 0x7F ? "\\u" + ((int)letter).ToString(digits, CultureInfo.InvariantCulture) : letter.ToString()));

    /// <summary>The characters that do not depend on what stands before and after, when the bytes start at <paramref name="shift"/> of a group of three.</summary>
    private static string Base64(byte[] bytes, int shift)
    {
        var whole = Convert.ToBase64String([.. new byte[shift], .. bytes, 0, 0]);
        var from = ((shift * 8) + 5) / 6;
        var until = (shift + bytes.Length) * 8 / 6;
        return whole[from..until];
    }
}

/// <summary>Takes Vietnamese letters apart; the runtime cannot without ICU.</summary>
internal static class VietnameseNfd
{
    private const string Marks = "\u0300\u0301\u0303\u0309\u0323";

    private static readonly Dictionary<char, string> Parts = Build();

    public static string Of(string text) => string.Concat(text.Select(letter => Parts.GetValueOrDefault(letter, letter.ToString())));

    private static Dictionary<char, string> Build()
    {
        // Each group: the letter, then with grave, acute, tilde, hook, dot below.
        var groups = new (string Base, string Letters)[]
        {
            ("a", "àáãảạ"), ("a\u0302", "ầấẫẩậ"), ("a\u0306", "ằắẵẳặ"), ("e", "èéẽẻẹ"), ("e\u0302", "ềếễểệ"), ("i", "ìíĩỉị"),
            ("o", "òóõỏọ"), ("o\u0302", "ồốỗổộ"), ("o\u031B", "ờớỡởợ"), ("u", "ùúũủụ"), ("u\u031B", "ừứữửự"), ("y", "ỳýỹỷỵ"),
        };
        var parts = new Dictionary<char, string>
        {
            ['â'] = "a\u0302",
            ['ă'] = "a\u0306",
            ['ê'] = "e\u0302",
            ['ô'] = "o\u0302",
            ['ơ'] = "o\u031B",
            ['ư'] = "u\u031B",
        };
        foreach (var (letter, composed) in groups)
        {
            for (var i = 0; i < composed.Length; i++)
            {
                // Canonical order: the dot below (class 220) and the horn (216) stand before the other marks (230).
                var mark = Marks[i];
                parts[composed[i]] = mark == '\u0323' && letter.Length == 2 && letter[1] != '\u031B' ? $"{letter[0]}{mark}{letter[1]}" : letter + mark;
            }
        }

        foreach (var (letter, apart) in parts.ToArray())
            parts[char.ToUpperInvariant(letter)] = char.ToUpperInvariant(apart[0]) + apart[1..];
        return parts;
    }
}

using System.Text;

namespace Registry.Sealing;

/// <summary>
/// 80 bits as people read, write and say them: 16 characters of Crockford's base32 and a check character, in groups of four.
/// </summary>
/// <remarks>
/// Crockford's own check character is taken modulo 37 and needs the signs <c>*~$=U</c>, which cannot be said. Ours stays within the 32
/// letters: a sum over GF(32) with a different weight at each place, which finds every single wrong character and every swap of two.
/// </remarks>
internal static class SpokenCode
{
    internal const int Bytes = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 16;
    private const int Group = 4;

    internal static string Format(ReadOnlySpan<byte> code)
    {
        Span<int> values = stackalloc int[Characters];
        for (var i = 0; i < Characters; i++)
        {
            var bit = i * 5;
            var pair = (code[bit / 8] << 8) | (bit / 8 + 1 < code.Length ? code[bit / 8 + 1] : 0);
            values[i] = (pair >> (11 - bit % 8)) & 31;
        }

        var text = new StringBuilder();
        for (var i = 0; i < Characters; i++)
        {
            text.Append(Alphabet[values[i]]);
            if (i % Group == Group - 1)
                text.Append('-');
        }

        return text.Append(Alphabet[Check(values)]).ToString();
    }

    /// <summary>Forgives case, spaces, hyphens, O for 0, I and L for 1; refuses all else, also a wrong check character.</summary>
    internal static byte[]? Parse(string text)
    {
        Span<int> values = stackalloc int[Characters + 1];
        var count = 0;
        foreach (var character in text)
        {
            if (character is ' ' or '-')
                continue;
            var value = Value(character);
            if (value < 0 || count == values.Length)
                return null;
            values[count++] = value;
        }

        if (count != values.Length || Check(values[..Characters]) != values[Characters])
            return null;

        var code = new byte[Bytes];
        for (var bit = 0; bit < Bytes * 8; bit++)
            code[bit / 8] |= (byte)(((values[bit / 5] >> (4 - bit % 5)) & 1) << (7 - bit % 8));
        return code;
    }

    private static int Value(char character) => character switch
    {
        'o' or 'O' => 0,
        'i' or 'I' or 'l' or 'L' => 1,
        >= 'a' and <= 'z' => Alphabet.IndexOf((char)(character - 0x20), StringComparison.Ordinal),
        _ => Alphabet.IndexOf(character, StringComparison.Ordinal),
    };

    // Sum of value * x^(place + 1) in GF(2)[x] / (x^5 + x^2 + 1), by Horner's rule; x has order 31, so all 17 weights differ.
    private static int Check(ReadOnlySpan<int> values)
    {
        var sum = 0;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            sum = (sum ^ values[i]) << 1;
            if ((sum & 32) != 0)
                sum ^= 0b100101;
        }

        return sum;
    }
}

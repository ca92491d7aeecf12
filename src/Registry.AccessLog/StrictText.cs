using System.Globalization;
using System.Text;

namespace Registry.AccessLog;

/// <summary>The few text rules that all formats share. One spelling for one value: everything else is refused.</summary>
/// <remarks>A second spelling would let the same statement travel under two byte strings, of which only one was signed or compared.</remarks>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Standard base64 with padding, no white space, unused bits zero.</summary>
    internal static byte[] Base64(string text, string field)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || Convert.ToBase64String(bytes, 0, length) != text)
            throw new FormatException($"{field}: expected standard base64.");
        return bytes[..length];
    }

    /// <summary>A decimal number from 0 to 2^63-1 without sign, blanks or leading zeros.</summary>
    internal static long Number(string text, string field)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value.ToString(CultureInfo.InvariantCulture) == text)
            return value;
        throw new FormatException($"{field}: expected a decimal number without leading zeros.");
    }

    /// <summary>UTF-8 text, at most <paramref name="maxBytes"/> long, without control characters other than the newline.</summary>
    internal static string Lines(ReadOnlySpan<byte> bytes, int maxBytes, string field)
    {
        if (bytes.Length > maxBytes)
            throw new FormatException($"{field}: longer than {maxBytes} bytes.");
        foreach (var b in bytes)
            if ((b < 0x20 && b != '\n') || b == 0x7F)
                throw new FormatException($"{field}: contains a control character.");
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"{field}: is not UTF-8.");
        }
    }

    internal static byte[] Bytes(string text) => Utf8.GetBytes(text);
}

using System.Globalization;
using System.Text;

namespace Grpc.Wire;

/// <summary>The <c>grpc-message</c> header: UTF-8, where every byte but printable ASCII other than '%' becomes %XX.</summary>
internal static class PercentEncoding
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%')
                encoded.Append((char)octet);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }

    /// <summary>What is not well formed stays as it came: a message is for people, never for decisions.</summary>
    public static string Decode(string text) => Uri.UnescapeDataString(text);
}

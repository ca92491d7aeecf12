using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Metadata as HTTP fields: text as it is, bytes as base64 under keys that end in <c>-bin</c>.</summary>
internal static class HttpMetadata
{
    public static string Encode(Metadata.Entry entry) => entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;

    /// <exception cref="FormatException">A binary value is not base64.</exception>
    public static void AddField(this Metadata metadata, string name, string value)
    {
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(name, value);
            return;
        }

        // Several fields of one name may arrive joined; a comma is no base64 letter.
        foreach (var part in value.Split(','))
            metadata.Add(name, DecodeBinary(part.Trim()));
    }

    /// <summary>Senders may leave the padding out.</summary>
    private static byte[] DecodeBinary(string base64)
    {
        var bare = base64.TrimEnd('=');
        return Convert.FromBase64String(bare.PadRight((bare.Length + 3) / 4 * 4, '='));
    }
}

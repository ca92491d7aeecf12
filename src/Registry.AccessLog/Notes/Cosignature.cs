using System.Buffers.Binary;
using System.Globalization;

namespace Registry.AccessLog;

/// <summary>C2SP tlog-cosignature with Ed25519 (0x04): a signature that also says when, so that a frozen log is noticed.</summary>
internal static class Cosignature
{
    private const int TimeLength = sizeof(ulong);
    private const ulong MaxSeconds = 253_402_300_799; // 9999-12-31

    /// <summary>The bytes that are signed.</summary>
    internal static byte[] Message(ulong unixSeconds, ReadOnlySpan<byte> text) =>
        [.. StrictText.Bytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixSeconds}\n")), .. text];

    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        signature.Length == TimeLength + Ed25519.SignatureLength
        && Ed25519.Verify(publicKey, Message(BinaryPrimitives.ReadUInt64BigEndian(signature), text), signature[TimeLength..]);

    /// <summary>The time that a cosignature of either type states; null if it is none or beyond any calendar.</summary>
    internal static DateTimeOffset? Time(ReadOnlySpan<byte> signature) =>
        signature.Length - TimeLength is Ed25519.SignatureLength or MlDsaCosignature.SignatureLength && BinaryPrimitives.ReadUInt64BigEndian(signature) is <= MaxSeconds and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    internal static byte[] Sign(Ed25519Key key, ulong unixSeconds, ReadOnlySpan<byte> text)
    {
        var signature = new byte[TimeLength + Ed25519.SignatureLength];
        BinaryPrimitives.WriteUInt64BigEndian(signature, unixSeconds);
        key.Sign(Message(unixSeconds, text)).CopyTo(signature.AsSpan(TimeLength));
        return signature;
    }
}

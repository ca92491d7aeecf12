using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// Plaintext of the actor part: <c>u32 length || actor || SHA-256 of the sealed justification(32)</c>. The leaf covers the actor part,
/// so through this hash it commits to the justification too, also after that was shredded.
/// </summary>
internal static class ActorFrame
{
    private const int LengthSize = 4;

    internal static byte[] Write(ReadOnlySpan<byte> actor, ReadOnlySpan<byte> sealedJustification)
    {
        var frame = new byte[LengthSize + actor.Length + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)actor.Length);
        actor.CopyTo(frame.AsSpan(LengthSize));
        SHA256.HashData(sealedJustification, frame.AsSpan(LengthSize + actor.Length));
        return frame;
    }

    internal static bool TryRead(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> actor, out ReadOnlySpan<byte> justificationHash)
    {
        actor = default;
        justificationHash = default;
        if (frame.Length < LengthSize + SHA256.HashSizeInBytes
            || BinaryPrimitives.ReadUInt32BigEndian(frame) != frame.Length - LengthSize - SHA256.HashSizeInBytes)
            return false;
        actor = frame[LengthSize..^SHA256.HashSizeInBytes];
        justificationHash = frame[^SHA256.HashSizeInBytes..];
        return true;
    }
}

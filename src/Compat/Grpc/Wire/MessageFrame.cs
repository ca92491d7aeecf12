using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>What stands before every message.</summary>
/// <remarks>
/// <code>
/// byte 0      compressed flag: 0 or 1
/// bytes 1-4   length of the message, big-endian
/// bytes 5-    the message
/// </code>
/// </remarks>
internal static class MessageFrame
{
    public const int HeaderSize = 5;

    public static void WriteHeader(Span<byte> frame, int length)
    {
        frame[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame[1..HeaderSize], (uint)length);
    }

    /// <summary>
    /// Takes one message off the front of <paramref name="buffer"/>. The declared length is held against the limit before
    /// anything waits for that many bytes, so a caller cannot make us hold more than the limit.
    /// </summary>
    /// <returns>False when bytes are missing.</returns>
    /// <exception cref="RpcException">The message is over the limit or compressed.</exception>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, int? limit, string? encoding, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (buffer.Length < HeaderSize)
            return false;
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (limit ?? int.MaxValue))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
        if (buffer.Length < HeaderSize + length)
            return false;
        RefuseCompressed(header[0], encoding);

        message = buffer.Slice(HeaderSize, length);
        buffer = buffer.Slice(message.End);
        return true;
    }

    /// <summary>Nothing is ever decompressed, so there is no bomb to defuse.</summary>
    private static void RefuseCompressed(byte flag, string? encoding)
    {
        if (flag == 0)
            return;
        if (flag != 1)
            throw new InvalidDataException("Unexpected compressed flag value in message header.");
        throw new RpcException(encoding switch
        {
            null => new Status(StatusCode.Internal, "Message is compressed, and grpc-encoding does not say how."),
            "identity" => new Status(StatusCode.Internal, "Message is compressed, and grpc-encoding says that it is not."),
            _ => new Status(StatusCode.Unimplemented, "Unsupported grpc-encoding value. Supported encodings: identity"),
        });
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Frames one message for sending, on either side.</summary>
internal sealed class MessageWriter : SerializationContext
{
    private readonly int? _limit;
    private ArrayBufferWriter<byte>? _frame;
    private bool _complete;

    private MessageWriter(int? limit) => _limit = limit;

    /// <returns>Header and message.</returns>
    /// <exception cref="RpcException">The message is over the limit.</exception>
    public static ReadOnlyMemory<byte> Write<T>(T message, Action<T, SerializationContext> serialize, int? limit)
    {
        var writer = new MessageWriter(limit);
        serialize(message, writer);
        return writer._complete ? writer._frame!.WrittenMemory : throw new InvalidOperationException("The marshaller did not complete.");
    }

    public override void SetPayloadLength(int payloadLength)
    {
        Check(payloadLength);
        Start(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter() => _frame ?? Start(0);

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        SetPayloadLength(payload.Length);
        _frame!.Write(payload);
        Complete();
    }

    public override void Complete()
    {
        var frame = _frame ?? Start(0);
        var length = frame.WrittenCount - MessageFrame.HeaderSize;
        Check(length);
        // The writer hands out its written bytes as read-only; the five before them are ours to fill in.
        MessageFrame.WriteHeader(MemoryMarshal.AsMemory(frame.WrittenMemory).Span, length);
        _complete = true;
    }

    private ArrayBufferWriter<byte> Start(int length)
    {
        _frame = new ArrayBufferWriter<byte>(MessageFrame.HeaderSize + length);
        _frame.GetSpan(MessageFrame.HeaderSize);
        _frame.Advance(MessageFrame.HeaderSize);
        return _frame;
    }

    private void Check(int length)
    {
        if (length > _limit)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }
}

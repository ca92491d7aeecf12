using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Reads messages of a body: the only one, or one after the other.</summary>
internal static class MessageReader
{
    /// <returns>The message, or null when the body is empty.</returns>
    /// <exception cref="RpcException">The body is anything but one whole message within the limit.</exception>
    public static async Task<T?> ReadSingle<T>(
        PipeReader body, Func<DeserializationContext, T> parse, int? limit, string? encoding, CancellationToken cancel)
        where T : class
    {
        T? message = null;
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            var buffer = read.Buffer;
            try
            {
                if (message is null && MessageFrame.TryTake(ref buffer, limit, encoding, out var payload))
                    message = parse(new Payload(payload));
                if (message is not null && !buffer.IsEmpty)
                    throw new RpcException(new Status(StatusCode.Internal, "Additional data after the message received."));
                if (read.IsCompleted && message is null && !buffer.IsEmpty)
                    throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            }
            finally
            {
                body.AdvanceTo(buffer.Start, buffer.End);
            }

            if (read.IsCompleted)
                return message;
        }
    }

    /// <returns>The next message of a stream, or null at its end.</returns>
    /// <exception cref="RpcException">The body ends within a message, or holds one that is over the limit.</exception>
    public static async Task<T?> ReadNext<T>(
        PipeReader body, Func<DeserializationContext, T> parse, int? limit, string? encoding, CancellationToken cancel)
        where T : class
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            var buffer = read.Buffer;
            var examined = buffer.End;
            try
            {
                if (MessageFrame.TryTake(ref buffer, limit, encoding, out var payload))
                {
                    // What follows has not been looked at: it must not make the next read wait for more.
                    examined = buffer.Start;
                    return parse(new Payload(payload));
                }

                if (read.IsCompleted)
                    return buffer.IsEmpty ? null : throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            }
            finally
            {
                body.AdvanceTo(buffer.Start, examined);
            }
        }
    }

    private sealed class Payload(ReadOnlySequence<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => (int)bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => bytes;
    }
}

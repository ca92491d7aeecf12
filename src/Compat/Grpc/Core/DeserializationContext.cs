using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller finds the bytes of a message. They are the context's own and valid during the call only.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException();

    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException();
}

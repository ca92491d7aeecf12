using System.Buffers.Binary;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// Plaintext of a subject part: in version 1 <c>subject(16)</c>, in version 2 <c>subject(16) || classes(8) || actor(4)</c>. Both fill one bucket of
/// 32 bytes, so no size tells a grant from a denial.
/// </summary>
internal static class ScopeFormat
{
    internal const byte Version = 2;

    private const int SubjectLength = 16;
    private const int Length = SubjectLength + sizeof(ulong) + sizeof(uint);

    internal static byte[] Write(LineScope scope)
    {
        var plain = new byte[Length];
        scope.Subject.TryWriteBytes(plain, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(plain.AsSpan(SubjectLength), scope.Classes);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(SubjectLength + sizeof(ulong)), scope.Actor);
        return plain;
    }

    /// <exception cref="OpenFailedException">The length is not that of the version.</exception>
    internal static LineScope Read(byte version, ReadOnlySpan<byte> plain) => (version, plain.Length) switch
    {
        (RecordPartFormat.Version, SubjectLength) => LineScope.About(new Guid(plain, bigEndian: true)),
        (Version, Length) => new LineScope(
            new Guid(plain[..SubjectLength], bigEndian: true), BinaryPrimitives.ReadUInt64BigEndian(plain[SubjectLength..]),
            BinaryPrimitives.ReadUInt32BigEndian(plain[(SubjectLength + sizeof(ulong))..])),
        _ => throw new OpenFailedException(),
    };
}

using System.Buffers.Binary;
using Registry.AccessLog.Tests;

namespace Registry.Sealing.Tests;

/// <summary>Frames of the keys' socket under damage: a whole frame, more to come, or another protocol; and a question is what its bytes say or none.</summary>
public sealed class KeyWireMutationTests
{
    /// <summary>A seeded slice; more with REGISTRY_TESTS_LONG.</summary>
    private static readonly int Cases = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 2_500 : 70_000;

    [Fact]
    public void A_damaged_frame_is_refused_waited_for_or_read_whole()
    {
        var genuine = KeyWire.Frame(7, (byte)KeyQuestion.Release, Asked().ToBytes());
        var random = new Random(19);
        for (var n = 0; n < Cases; n++)
        {
            var damaged = n == 0 ? genuine : Mutation.Of(genuine, random);
            try
            {
                var length = KeyWire.Complete(damaged);

                Assert.InRange(length, 0, Math.Min(damaged.Length, KeyWire.MaxFrame));
                if (length == 0)
                    continue;
                var frame = damaged.AsSpan(0, length);
                var (number, kind, body) = (BinaryPrimitives.ReadUInt64BigEndian(frame[sizeof(uint)..]), frame[sizeof(uint) + sizeof(ulong)], frame[(sizeof(uint) + KeyWire.Head)..].ToArray());
                Assert.Equal(frame.ToArray(), KeyWire.Frame(number, kind, body));
                if (ReleaseRequest.Parse(body) is { } asked)
                    Assert.Equal(body, asked.ToBytes());
                else
                    Assert.NotEqual(ReleaseRequest.Length, body.Length);
            }
            catch (FormatException)
            {
                Assert.NotEqual(0, n);
                Assert.False(BinaryPrimitives.ReadUInt32BigEndian(damaged) is >= KeyWire.Head and <= KeyWire.MaxFrame - sizeof(uint));
            }
        }
    }

    private static ReleaseRequest Asked() => new(House.Ana, 41, House.Binh, 6, Enumerable.Range(0, Secret.Size).Select(n => (byte)n).ToArray());
}

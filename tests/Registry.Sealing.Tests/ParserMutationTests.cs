using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

/// <summary>20,000 damaged inputs, the same in every run: each is refused with the one error, and none breaks a parser otherwise.</summary>
public sealed class ParserMutationTests
{
    private const int CasesEach = 4000;

    [Fact]
    public async Task Sealed_fields()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, Enum.GetValues<FieldClass>());
        var at = House.FullName(House.Ana);
        var value = house.Sealer.Seal(keys, at, new byte[40]).Bytes.ToArray();

        AllRefused("fields", value, damaged => Opener.Open(keys, at, new Sealed(damaged)));
    }

    [Fact]
    public async Task Facts()
    {
        using var house = await House.Open();
        using var facts = new FactsSealer(await house.Service(ServiceKeyName.Facts));

        AllRefused("facts", facts.Seal(House.Ana, 1, [1, 2, 3]), damaged => facts.Open(House.Ana, 1, damaged));
    }

    [Fact]
    public async Task Index_entries()
    {
        using var house = await House.Open();
        using var index = new BlindIndex(await house.Service(ServiceKeyName.Index), "certificate_number");

        AllRefused("index", index.Entry("42", House.Ana).Sealed, damaged => index.Match("42", [damaged]));
    }

    [Fact]
    public void Record_parts()
    {
        using var key = Secret.CopyOf(new byte[32]);
        var stored = RecordPartFormat.Seal(key, House.Ana, House.Binh, RecordPart.Actor, new byte[50], SystemRandom.Fill);

        AllRefused("records", stored, damaged => RecordPartFormat.Open(key, House.Ana, House.Binh, RecordPart.Actor, damaged));
    }

    [Fact]
    public async Task Request_results()
    {
        using var house = await House.Open();
        using var requests = new RequestSeal(await house.Service(ServiceKeyName.Requests));
        var lookup = requests.Lookup("i", "o", "m", "r");

        AllRefused("requests", requests.Seal(lookup, new byte[20]), damaged => requests.Open(lookup, damaged));
    }

    [Fact]
    public void Plaintexts_of_any_shape_unpad_or_are_refused()
    {
        var random = new Seeded("padding");
        for (var i = 0; i < CasesEach; i++)
        {
            var padded = Mutate(random, Padding.Field.Pad(new byte[random.Below(100)]));
            var plaintext = Padding.Field.Unpad((byte[])padded.Clone());
            Assert.True(plaintext is null || Padding.Field.Pad(plaintext).AsSpan().SequenceEqual(padded));
        }
    }

    [Fact]
    public void Actor_frames_of_any_shape_are_read_whole_or_refused()
    {
        var random = new Seeded("frames");
        for (var i = 0; i < CasesEach; i++)
        {
            var frame = Mutate(random, ActorFrame.Write(new byte[random.Below(100)], []));
            if (ActorFrame.TryRead(frame, out var actor, out var hash))
                Assert.Equal(frame.Length, 4 + actor.Length + hash.Length);
        }
    }

    private static void AllRefused(string seed, byte[] valid, Action<byte[]> open)
    {
        var random = new Seeded(seed);
        open(valid);
        for (var i = 0; i < CasesEach; i++)
        {
            var damaged = Mutate(random, valid);
            if (!damaged.AsSpan().SequenceEqual(valid))
                Assert.Throws<OpenFailedException>(() => open(damaged));
        }
    }

    private static byte[] Mutate(Seeded random, byte[] valid)
    {
        var bytes = valid.ToList();
        for (var edits = 1 + random.Below(3); edits > 0; edits--)
        {
            var at = random.Below(bytes.Count + 1);
            var count = Math.Min(1 + random.Below(20), bytes.Count - at);
            switch (random.Below(5))
            {
                case 0:
                    bytes.RemoveRange(at, count);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Below(256));
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Below(8));
                    break;
                default:
                    for (var i = at; i < at + count; i++)
                        bytes[i] = (byte)(random.Below(2) == 0 ? 0 : 255);
                    break;
            }
        }

        return [.. bytes];
    }
}

using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

public sealed class SealedFieldTests
{
    private static readonly byte[] Name = Encoding.UTF8.GetBytes("Nguyễn Thị Bình");

    /// <summary>
    /// Each is a place to which an attacker with the tables could move a value. Systems that drew random associated data and stored it
    /// beside the value, or dropped it when they wrapped a key anew, opened every one of these.
    /// </summary>
    public static TheoryData<string> Moves() =>
        ["person", "stream", "event", "alias", "schema version", "path", "class", "path and alias joined alike"];

    [Fact]
    public async Task Opens_where_it_was_sealed()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);

        var value = house.Sealer.Seal(keys, House.FullName(House.Ana), Name);

        Assert.Equal(Name, Opener.Open(keys, House.FullName(House.Ana), value));
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Refuses_a_value_moved_to_another(string place)
    {
        using var house = await House.Open();
        var everyClass = Enum.GetValues<FieldClass>();
        using var ana = await house.Release(House.Ana, everyClass);
        using var binh = await house.Release(House.Binh, everyClass);
        var at = House.FullName(House.Ana);
        var value = house.Sealer.Seal(ana, at, Name);

        var moved = place switch
        {
            "person" => at with { Subject = House.Binh },
            "stream" => at with { Stream = Guid.NewGuid() },
            "event" => at with { EventId = Guid.NewGuid() },
            "alias" => at with { EventAlias = "identity_amended" },
            "schema version" => at with { SchemaVersion = 2 },
            "path" => at with { Path = "other_name" },
            "class" => at with { Class = FieldClass.CoreIdentity },
            _ => at with { EventAlias = "victim_registeredf", Path = "ull_name" },
        };

        Refused(() => Opener.Open(moved.Subject == House.Binh ? binh : ana, moved, value));
        Assert.Equal(Name, Opener.Open(ana, at, value));
    }

    [Fact]
    public async Task A_sealed_value_names_neither_the_person_nor_the_class()
    {
        using var house = await House.Open();
        using var ana = await house.Release(House.Ana, Enum.GetValues<FieldClass>());
        var at = House.FullName(House.Ana);

        var one = house.Sealer.Seal(ana, at, Name).Bytes.ToArray();
        var other = house.Sealer.Seal(ana, at with { Class = FieldClass.Health }, Name).Bytes.ToArray();

        Assert.Equal(one[..SealedField.HeaderSize], other[..SealedField.HeaderSize]);
        Assert.DoesNotContain(Convert.ToHexString(House.Ana.ToByteArray(bigEndian: true)), Convert.ToHexString(one), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(House.Ana.ToByteArray()), Convert.ToHexString(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_flip_of_any_bit_with_the_one_error()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, Enum.GetValues<FieldClass>());
        var at = House.FullName(House.Ana);
        var bytes = house.Sealer.Seal(keys, at, Name).Bytes.ToArray();

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(() => Opener.Open(keys, at, new Sealed(flipped)));
        }
    }

    [Fact]
    public async Task Refuses_every_cut_and_every_extension()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var at = House.FullName(House.Ana);
        var bytes = house.Sealer.Seal(keys, at, Name).Bytes.ToArray();

        for (var length = 0; length < bytes.Length; length++)
            Refused(() => Opener.Open(keys, at, new Sealed(bytes.AsSpan(0, length))));
        Refused(() => Opener.Open(keys, at, new Sealed([.. bytes, 0])));
        Refused(() => Opener.Open(keys, at, new Sealed([.. bytes, .. new byte[128]])));
    }

    [Fact]
    public async Task A_receipt_for_another_person_opens_nothing()
    {
        using var house = await House.Open();
        using var ana = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        using var binh = await house.Release(House.Binh, FieldClass.IdentityMinimum);
        var value = house.Sealer.Seal(ana, House.FullName(House.Ana), Name);

        Refused(() => Opener.Open(binh, House.FullName(House.Ana), value));
        Assert.Throws<InvalidOperationException>(() => house.Sealer.Seal(binh, House.FullName(House.Ana), Name));
    }

    [Fact]
    public async Task A_receipt_for_another_class_opens_nothing()
    {
        using var house = await House.Open();
        using var minimum = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        using var health = await house.Release(House.Ana, FieldClass.Health);
        var value = house.Sealer.Seal(minimum, House.FullName(House.Ana), Name);

        Refused(() => Opener.Open(health, House.FullName(House.Ana), value));
        Assert.Throws<InvalidOperationException>(() => house.Sealer.Seal(health, House.FullName(House.Ana), Name));
    }

    [Fact]
    public async Task Keys_open_nothing_once_their_receipt_has_expired()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var value = house.Sealer.Seal(keys, House.FullName(House.Ana), Name);

        house.Clock.Now += TimeSpan.FromSeconds(30);

        Refused(() => Opener.Open(keys, House.FullName(House.Ana), value));
        Assert.Throws<InvalidOperationException>(() => house.Sealer.Seal(keys, House.FullName(House.Ana), Name));
    }

    [Fact]
    public async Task Keys_are_gone_after_their_call()
    {
        using var house = await House.Open();
        var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var value = house.Sealer.Seal(keys, House.FullName(House.Ana), Name);

        keys.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Opener.Open(keys, House.FullName(House.Ana), value));
    }

    [Fact]
    public async Task Nothing_is_sealed_for_a_person_without_a_key()
    {
        using var house = await House.Open();
        var nobody = Guid.NewGuid();
        using var keys = await house.Release(nobody, FieldClass.IdentityMinimum);

        Assert.Throws<InvalidOperationException>(() => house.Sealer.Seal(keys, House.FullName(nobody), Name));
    }

    [Fact]
    public async Task An_undeclared_class_is_never_sealed()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.Unspecified, (FieldClass)200);

        foreach (var fieldClass in new[] { FieldClass.Unspecified, (FieldClass)200 })
            Assert.Throws<ArgumentException>(() => house.Sealer.Seal(keys, House.FullName(House.Ana) with { Class = fieldClass }, Name));
    }

    [Fact]
    public async Task An_incomplete_place_is_refused_by_name()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var at = House.FullName(House.Ana);

        Assert.Contains("EventId", Error(at with { EventId = Guid.Empty }), StringComparison.Ordinal);
        Assert.Contains("Stream", Error(at with { Stream = Guid.Empty }), StringComparison.Ordinal);
        Assert.Contains("Path", Error(at with { Path = "" }), StringComparison.Ordinal);
        Assert.Contains("EventAlias", Error(at with { EventAlias = "" }), StringComparison.Ordinal);
        Assert.Contains("SchemaVersion", Error(at with { SchemaVersion = 0 }), StringComparison.Ordinal);

        string Error(SealedAt place) => Assert.ThrowsAny<ArgumentException>(() => house.Sealer.Seal(keys, place, Name)).Message;
    }

    [Theory]
    [InlineData(0, 12, 16)]
    [InlineData(13, 28, 32)]
    [InlineData(29, 60, 64)]
    [InlineData(61, 124, 128)]
    [InlineData(125, 252, 256)]
    [InlineData(253, 380, 384)]
    public async Task Lengths_inside_a_bucket_look_alike(int shortest, int longest, int bucket)
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var at = House.FullName(House.Ana);

        for (var length = shortest; length <= longest; length++)
        {
            var value = house.Sealer.Seal(keys, at, new byte[length]);
            Assert.Equal(SealedField.HeaderSize + Aead.Overhead + bucket, value.Bytes.Length);
            Assert.Equal(length, Opener.Open(keys, at, value).Length);
        }
    }

    [Fact]
    public async Task A_value_of_one_mebibyte_is_sealed_and_a_longer_one_refused()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        var at = House.FullName(House.Ana);

        Assert.Equal(1 << 20, Opener.Open(keys, at, house.Sealer.Seal(keys, at, new byte[1 << 20])).Length);
        var error = Assert.Throws<ArgumentException>(() => house.Sealer.Seal(keys, at, new byte[(1 << 20) + 1]));
        Assert.Contains("full_name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_that_could_have_been_written_otherwise_is_refused()
    {
        Assert.Null(Padding.Field.Unpad([0, 0, 0, 13, .. new byte[12]])); // longer than the buffer
        Assert.Null(Padding.Field.Unpad([255, 255, 255, 255, .. new byte[12]]));
        Assert.Null(Padding.Field.Unpad([0, 0, 0, 1, .. new byte[28]])); // fits a smaller bucket
        Assert.Null(Padding.Field.Unpad([0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9])); // a tail
        Assert.Null(Padding.Field.Unpad([0, 0, 0]));
        Assert.Equal([7], Padding.Field.Unpad([0, 0, 0, 1, 7, .. new byte[11]]));
    }

    private static void Refused(Action open) => Assert.Equal(OpenFailedException.Text, Assert.Throws<OpenFailedException>(open).Message);
}

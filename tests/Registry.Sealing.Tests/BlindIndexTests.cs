namespace Registry.Sealing.Tests;

public sealed class BlindIndexTests
{
    private const string Number = "GCN-0042/2026";

    [Theory]
    [InlineData("  ab  12 ", "AB 12")]
    [InlineData("gcn-0042/2026", "GCN-0042/2026")]
    [InlineData("nguyễn đình ước", "NGUYỄN ĐÌNH ƯỚC")]
    [InlineData("ỳỵỷỹ ăâđêôơư ìĩ ý", "ỲỴỶỸ ĂÂĐÊÔƠƯ ÌĨ Ý")]
    public void Writes_a_value_in_one_way(string value, string expected) => Assert.Equal(expected, IndexText.Normalise("number", value));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bi\u0300nh")] // a combining grave: not NFC
    [InlineData("a\tb")]
    [InlineData("a\u00a0b")]
    [InlineData("\u0430")] // a Cyrillic letter that looks like a
    [InlineData("÷")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Refuses_by_field_name_what_it_cannot_write_in_one_way(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => IndexText.Normalise("certificate_number", value));

        Assert.Contains("certificate_number", error.Message, StringComparison.Ordinal);
        Assert.True(string.IsNullOrWhiteSpace(value) || !error.Message.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_the_subject_whose_number_it_is()
    {
        using var house = await House.Open();
        using var index = await Index(house);
        byte[][] bucket = [SameBucket(index, Guid.NewGuid(), 1), index.Entry(Number, House.Ana).Sealed, SameBucket(index, Guid.NewGuid(), 2)];

        Assert.Equal(House.Ana, index.Match(" gcn-0042/2026 ", bucket));
    }

    [Fact]
    public async Task Finds_nobody_in_a_bucket_of_others()
    {
        using var house = await House.Open();
        using var index = await Index(house);

        Assert.Null(index.Match(Number, []));
        Assert.Null(index.Match(Number, [SameBucket(index, House.Binh, 1)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public async Task Finds_at_any_place_of_a_bucket_of_any_size(int size)
    {
        using var house = await House.Open();
        using var index = await Index(house);
        var other = SameBucket(index, House.Binh, 1);
        var wanted = index.Entry(Number, House.Ana).Sealed;

        for (var place = 0; place < size; place++)
            Assert.Equal(House.Ana, index.Match(Number, [.. Enumerable.Range(0, size).Select(i => i == place ? wanted : other)]));
    }

    [Fact]
    public async Task Names_nobody_when_two_persons_have_the_number()
    {
        using var house = await House.Open();
        using var index = await Index(house);
        var ana = index.Entry(Number, House.Ana).Sealed;
        var again = index.Entry(Number, House.Ana).Sealed;
        var binh = index.Entry(Number, House.Binh).Sealed;

        Assert.Equal(House.Ana, index.Match(Number, [ana, again]));
        Assert.Null(index.Match(Number, [ana, binh]));
        Assert.Null(index.Match(Number, [binh, ana, ana]));
    }

    [Fact]
    public async Task Tells_equal_values_apart_by_their_detail_and_without_it_names_all_whose_it_may_be()
    {
        using var house = await House.Open();
        using var index = await Index(house);
        byte[][] bucket = [index.Entry(Number, House.Ana, "2016-03-01").Sealed, index.Entry(Number, House.Binh, "2016-03-02").Sealed];

        Assert.Equal(House.Ana, index.Match(Number, bucket, "2016-03-01"));
        Assert.Equal(House.Binh, index.Match(Number, bucket, "2016-03-02"));
        Assert.Null(index.Match(Number, bucket, "2016-03-03"));
        Assert.Null(index.Match(Number, bucket));
        Assert.Equal(new HashSet<Guid> { House.Ana, House.Binh }, index.MayBe(Number, bucket));
        Assert.Throws<OpenFailedException>(() => index.MayBe(Number, [.. bucket, []]));
    }

    [Fact]
    public async Task Refuses_an_entry_that_was_changed_or_moved_to_another_bucket()
    {
        using var house = await House.Open();
        using var index = await Index(house);
        var entry = index.Entry(Number, House.Ana).Sealed;
        var elsewhere = Enumerable.Range(0, 10).Select(i => $"X{i}").First(value => index.Tag(value) != index.Tag(Number));

        Assert.Throws<OpenFailedException>(() => index.Match(elsewhere, [entry]));
        Assert.Throws<OpenFailedException>(() => index.Match(Number, [entry, []]));
        for (var i = 0; i < entry.Length; i++)
        {
            entry[i] ^= 1;
            Assert.Throws<OpenFailedException>(() => index.Match(Number, [entry]));
            entry[i] ^= 1;
        }
    }

    [Fact]
    public async Task Two_fields_share_nothing()
    {
        using var house = await House.Open();
        using var index = await Index(house);
        using var other = new BlindIndex(await house.Service(ServiceKeyName.Index), "other_number");

        Assert.Throws<OpenFailedException>(() => other.Match(Number, [index.Entry(Number, House.Ana).Sealed]));
        Assert.Contains(Enumerable.Range(0, 8), i => index.Tag($"X{i}") != other.Tag($"X{i}"));
    }

    [Fact]
    public async Task Equal_values_give_entries_of_one_size_that_differ()
    {
        using var house = await House.Open();
        using var index = await Index(house);

        var one = index.Entry(Number, House.Ana);
        var other = index.Entry(Number, House.Ana);
        var longer = index.Entry(new string('9', 60), House.Ana);

        Assert.Equal(one.Tag, other.Tag);
        Assert.NotEqual(one.Sealed, other.Sealed);
        Assert.Equal(one.Sealed.Length, longer.Sealed.Length);
    }

    private static async Task<BlindIndex> Index(House house) =>
        new(await house.Service(ServiceKeyName.Index), "certificate_number", new Seeded("index").Fill);

    // An entry of another value that falls into the bucket of Number: found by trying, 65 536 on average.
    private static byte[] SameBucket(BlindIndex index, Guid subject, int seed)
    {
        var tag = index.Tag(Number);
        for (var i = 0; ; i++)
        {
            var value = $"{seed}-{i}";
            if (index.Tag(value) == tag)
                return index.Entry(value, subject).Sealed;
        }
    }
}

namespace Registry.AccessLog.Tests;

public sealed class TileTests
{
    [Theory]
    [InlineData(TileKind.Hashes, 0, 0, 256, "tile/0/000")]
    [InlineData(TileKind.Hashes, 1, 999, 17, "tile/1/999.p/17")]
    [InlineData(TileKind.Hashes, 63, 1000, 256, "tile/63/x001/000")]
    [InlineData(TileKind.Entries, 0, 1_234_067, 256, "tile/entries/x001/x234/067")]
    [InlineData(TileKind.Records, 0, 1_234_067, 1, "records/x001/x234/067.p/1")]
    public void A_path_has_one_spelling_and_is_read_back(TileKind kind, int level, long index, int width, string text)
    {
        var path = new TilePath(kind, level, index, width);

        Assert.Equal(text, path.ToString());
        Assert.True(TilePath.TryParse(text, out var read));
        Assert.Equal(path, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/")]
    [InlineData("tile/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/00")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/x001/x000")]
    [InlineData("tile/0/xx01/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/1/2")]
    [InlineData("tile/0/x001.p/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/0/../../etc/passwd")]
    [InlineData("tile/entries/0/000")]
    [InlineData("records/../checkpoint")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Another_spelling_is_no_path(string text) => Assert.False(TilePath.TryParse(text, out _));

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 0, 0, 255)]
    [InlineData(256, 0, 0, 256)]
    [InlineData(256, 0, 1, 0)]
    [InlineData(256, 1, 0, 1)]
    [InlineData(70_000, 0, 273, 112)]
    [InlineData(70_000, 0, 274, 0)]
    [InlineData(70_000, 1, 1, 17)]
    [InlineData(70_000, 2, 0, 1)]
    [InlineData(70_000, 3, 0, 0)]
    [InlineData(long.MaxValue, 63, 0, 0)]
    [InlineData(long.MaxValue, 0, long.MaxValue / 256 + 1, 0)]
    public void The_width_of_a_tile_follows_from_the_size(long size, int level, long index, int width) =>
        Assert.Equal(width, TilePath.WidthAt(size, level, index));

    [Fact]
    public void An_entry_bundle_is_read_exactly()
    {
        var bytes = Convert.FromHexString("00036f6e650000");

        Assert.Equal([3, 0], EntryBundle.Parse(bytes, 2).Select(e => e.Length));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes, 1));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes, 3));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes.AsSpan(0, 4), 1));
        Assert.Throws<ArgumentException>(() => EntryBundle.Append(new System.Buffers.ArrayBufferWriter<byte>(), new byte[65_536]));
    }

    [Fact]
    public void A_record_bundle_is_the_bytes_of_the_format_page_and_is_read_exactly()
    {
        var bundle = new System.Buffers.ArrayBufferWriter<byte>();
        RecordBundle.Append(bundle, new StoredRecord(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "ab"u8.ToArray(), "c"u8.ToArray(), default));
        var bytes = bundle.WrittenSpan.ToArray();

        Assert.Equal("00112233445566778899aabbccddeeff" + "000000026162" + "0000000163" + "00000000", Convert.ToHexStringLower(bytes));
        var record = Assert.Single(RecordBundle.Parse(bytes, 1));
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", record.Id.ToString());
        Assert.Equal("ab"u8.ToArray(), record.Actor.ToArray());
        Assert.Throws<FormatException>(() => RecordBundle.Parse([.. bytes, 0], 1));
        Assert.Throws<FormatException>(() => RecordBundle.Parse(bytes.AsSpan(0, bytes.Length - 1), 1));
        Assert.Throws<FormatException>(() => RecordBundle.Parse(bytes, 2));
    }

    [Fact]
    public void Oversized_parts_are_neither_written_nor_read()
    {
        var large = new StoredRecord(Guid.Empty, new byte[StoredRecord.MaxPartBytes + 1], default, default);
        var claimed = new byte[16 + 4 + StoredRecord.MaxPartBytes + 1 + 8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(claimed.AsSpan(16), StoredRecord.MaxPartBytes + 1);

        Assert.Throws<ArgumentException>(() => RecordBundle.Append(new System.Buffers.ArrayBufferWriter<byte>(), large));
        Assert.Throws<FormatException>(() => RecordBundle.Parse(claimed, 1));
    }

    [Fact]
    public void The_leaf_entry_is_the_hash_of_the_two_part_hashes_behind_the_version()
    {
        var entry = LeafEntry.Of("actor"u8, "subject"u8);

        // printf actor | openssl dgst -sha256 -binary, the same for subject, both again through openssl.
        Assert.Equal("0150c5ffe7ccde558c9064eb59ccd0b38359aa99771dec07b1fa0485a3590e546c", Convert.ToHexStringLower(entry));
        Assert.NotEqual(entry, LeafEntry.Of("subject"u8, "actor"u8));
        Assert.NotEqual(entry, LeafEntry.Of("actors"u8, "ubject"u8));
    }
}

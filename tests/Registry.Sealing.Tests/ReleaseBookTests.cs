namespace Registry.Sealing.Tests;

/// <summary>Book one: what the process that releases keys did cannot be unsaid without its key.</summary>
public sealed class ReleaseBookTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("registry-book-").FullName;
    private readonly Clock clock = new();
    private House house = null!;
    private ServiceKey key = null!;

    public async ValueTask InitializeAsync()
    {
        house = await House.Open();
        key = await house.Service(ServiceKeyName.ReleaseBook);
    }

    public ValueTask DisposeAsync()
    {
        house.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Goes_on_where_it_stopped_over_days_and_restarts()
    {
        Write(3);
        clock.Now += TimeSpan.FromDays(1);
        Write(2);
        clock.Now -= TimeSpan.FromDays(1);
        Write(1);

        var read = ReleaseBookReader.Read(folder, key).ToList();

        Assert.Equal(Enumerable.Range(0, 6).Select(number => (long)number), read.Select(entry => entry.Number));
        Assert.Equal(2, Directory.EnumerateFiles(folder).Count());
        using var book = ReleaseBook.Open(folder, key);
        Assert.Equal(6, book.Entries);
        Assert.Equal([4L, 5L], book.Read(4, 10).Select(entry => entry.Number));
        Assert.Equal([1L, 2L], book.Read(1, 2).Select(entry => entry.Number));
        Assert.Empty(book.Read(6, 10));
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        Write(2);
        var file = Directory.EnumerateFiles(folder).Single();
        var good = File.ReadAllBytes(file);

        for (var at = 0; at < good.Length; at++)
        {
            var bad = good.ToArray();
            bad[at] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.ThrowsAny<FormatException>(() => ReleaseBookReader.Read(folder, key).ToList());
        }
    }

    [Fact]
    public void An_entry_taken_out_or_moved_is_found_and_named()
    {
        Write(3);
        var file = Directory.EnumerateFiles(folder).Single();
        var good = File.ReadAllBytes(file);
        var size = good.Length / 3;

        File.WriteAllBytes(file, [.. good[..size], .. good[(2 * size)..]]);
        Assert.Contains("entry 1", Assert.Throws<FormatException>(() => ReleaseBookReader.Read(folder, key).ToList()).Message, StringComparison.Ordinal);
        File.WriteAllBytes(file, [.. good[..size], .. good[(2 * size)..], .. good[size..(2 * size)]]);
        Assert.Throws<FormatException>(() => ReleaseBookReader.Read(folder, key).ToList());
        Assert.Throws<FormatException>(() => ReleaseBook.Open(folder, key));
    }

    [Fact]
    public void A_day_taken_out_is_found()
    {
        Write(1);
        clock.Now += TimeSpan.FromDays(1);
        Write(1);
        clock.Now += TimeSpan.FromDays(1);
        Write(1);

        File.Delete(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ElementAt(1));

        Assert.Throws<FormatException>(() => ReleaseBookReader.Read(folder, key).ToList());
    }

    [Fact]
    public void What_a_crash_cut_short_was_never_answered_and_is_written_over()
    {
        Write(2);
        var file = Directory.EnumerateFiles(folder).Single();
        using (var torn = new FileStream(file, FileMode.Open))
            torn.SetLength(torn.Length - 10);

        Write(1);

        Assert.Equal([0L, 1L], ReleaseBookReader.Read(folder, key).Select(entry => entry.Number));
    }

    [Fact]
    public void A_first_entry_of_a_day_that_a_crash_cut_short_is_written_over()
    {
        Write(1);
        var file = Directory.EnumerateFiles(folder).Single();
        using (var torn = new FileStream(file, FileMode.Open))
            torn.SetLength(40);

        Write(1);

        Assert.Equal(0, Assert.Single(ReleaseBookReader.Read(folder, key)).Number);
    }

    [Fact]
    public async Task Another_key_vouches_for_nothing()
    {
        Write(1);
        using var other = await House.Open("another");
        var foreign = await other.Service(ServiceKeyName.ReleaseBook);

        Assert.Throws<FormatException>(() => ReleaseBookReader.Read(folder, foreign).ToList());
        var facts = await house.Service(ServiceKeyName.Facts);
        Assert.Throws<ArgumentException>(() => ReleaseBook.Open(folder, facts));
    }

    private void Write(int entries)
    {
        using var book = ReleaseBook.Open(folder, key);
        for (var i = 0; i < entries; i++)
            book.Append(BookEntry.Of(BookKind.Released, clock.GetUtcNow(), classes: 2, index: i, record: House.Ana));
    }
}

namespace Registry.AccessLog.Tests;

public sealed class WriterTests
{
    [Fact]
    public async Task A_log_written_in_steps_is_the_log_written_at_once()
    {
        using var steps = await ExportedLog.WriteAsync([0, 1, 255, 256, 300, 512, 700]);
        using var once = await ExportedLog.WriteAsync([700]);

        Assert.All(Files(once).Where(f => f.StartsWith("tile", StringComparison.Ordinal) || f.StartsWith("records", StringComparison.Ordinal)), file =>
            Assert.Equal(File.ReadAllBytes(once.Full(file)), File.ReadAllBytes(steps.Full(file))));
        Assert.Equal((true, 7), ((await steps.VerifyAsync()).Verified, (await steps.VerifyAsync()).Checkpoints));
    }

    [Fact]
    public async Task Many_checkpoints_in_one_call_are_filed_and_the_last_is_published()
    {
        using var log = await ExportedLog.WriteAsync([10]);

        await log.PublishAsync([.. Enumerable.Range(11, 1500).Select(n => (long)n)]);

        var verdict = await log.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((1510, 1501), (verdict.Entries, verdict.Checkpoints));
    }

    [Fact]
    public async Task Partial_tiles_go_when_the_full_tile_is_published_and_are_cut_from_it_when_asked_for()
    {
        using var log = await ExportedLog.WriteAsync([200, 256]);

        Assert.False(Directory.Exists(log.Full("tile/0/000.p")));
        var tiles = new TileDirectory(log.Path);
        Assert.Equal(tiles.Hashes(new TilePath(TileKind.Hashes, 0, 0, 256))[..200], tiles.Hashes(new TilePath(TileKind.Hashes, 0, 0, 200)));
        Assert.Equal(200, tiles.Entries(new TilePath(TileKind.Entries, 0, 0, 200)).Count);
        Assert.Equal(200, tiles.Records(new TilePath(TileKind.Records, 0, 0, 200)).Count);
    }

    [Fact]
    public async Task An_older_checkpoint_verifies_from_the_tiles_of_a_newer_one()
    {
        using var log = await ExportedLog.WriteAsync([200, 600]);
        var older = await log.SignAsync(ExportedLog.Head(200));
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), older.ToBytes());
        File.Delete(log.Full(ExportLayout.Checkpoints));

        Assert.Equal((true, 200), ((await log.VerifyAsync()).Verified, (await log.VerifyAsync()).Entries));
    }

    [Fact]
    public async Task A_smaller_checkpoint_is_never_published()
    {
        using var log = await ExportedLog.WriteAsync([300]);

        await Assert.ThrowsAsync<VerificationFailedException>(() => log.PublishAsync(299));

        Assert.Equal(300, (await log.VerifyAsync()).Entries);
    }

    [Fact]
    public async Task A_checkpoint_that_was_put_back_is_not_built_upon()
    {
        using var log = await ExportedLog.WriteAsync([100, 200, 300]);
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), (await log.SignAsync(ExportedLog.Head(100))).ToBytes());

        await Assert.ThrowsAsync<VerificationFailedException>(() => log.PublishAsync(150));
        Assert.False((await log.VerifyAsync()).Verified);
        await log.PublishAsync(300);

        Assert.True((await log.VerifyAsync()).Verified);
    }

    [Fact]
    public async Task Lines_that_do_not_give_the_signed_root_are_not_published()
    {
        using var log = await ExportedLog.WriteAsync([300]);
        using var writer = TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true);
        var forked = ExportedLog.Lines(301, 400);

        await Assert.ThrowsAsync<VerificationFailedException>(async () =>
            await writer.WriteAsync(Async.Of(forked), Async.Of([await log.SignAsync(ExportedLog.Head(310))])));

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync(Async.Of(forked), Async.Of<SignedNote>([])));
        Assert.Equal(300, (await log.VerifyAsync()).Entries);
    }

    [Theory]
    [InlineData("checkpoint 300\nlog.te")]
    [InlineData("\0\0\0\0\0\0\0")]
    [InlineData("checkpoint 300\nlog\0\0\0")]
    public async Task A_publication_that_stopped_half_way_is_taken_up_again(string torn)
    {
        using var log = await ExportedLog.WriteAsync([300]);
        using (var writer = TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true))
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                await writer.WriteAsync(Async.Of(ExportedLog.Lines(300, 600)), Async.Of([await log.SignAsync(ExportedLog.Head(700))])));
        File.AppendAllText(log.Full(ExportLayout.Checkpoints), torn);

        await log.PublishAsync(700);

        var verdict = await log.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((700, 2), (verdict.Entries, verdict.Checkpoints));
    }

    [Fact]
    public async Task Publishing_the_same_checkpoint_again_changes_nothing()
    {
        using var log = await ExportedLog.WriteAsync([100, 300]);
        var before = Files(log).ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(log.Full(f))));
        var note = SignedNote.Parse(File.ReadAllBytes(log.Full(ExportLayout.Checkpoint)));

        using (var writer = TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true))
            await writer.WriteAsync(Async.Of<ExportLine>([]), Async.Of([note]));

        Assert.Equal(before, Files(log).ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(log.Full(f)))));
    }

    [Fact]
    public async Task A_second_writer_and_another_policy_are_refused()
    {
        using var log = await ExportedLog.WriteAsync([3]);
        using (TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true))
            Assert.Throws<IOException>(() => TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true));

        Assert.Throws<VerificationFailedException>(() => TileDirectoryWriter.Open(log.Path, Vectors.Policy(), withRecords: true));
    }

    [Fact]
    public async Task A_damaged_right_edge_is_not_built_upon()
    {
        using var log = await ExportedLog.WriteAsync([300]);
        log.Flip("tile/0/001.p/44", 100);

        await Assert.ThrowsAsync<VerificationFailedException>(() => log.PublishAsync(400));
    }

    [Fact]
    public async Task A_record_that_is_not_the_one_of_its_entry_is_not_exported()
    {
        using var log = await ExportedLog.WriteAsync([3]);
        using var writer = TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: true);
        var wrong = new ExportLine(ExportedLog.Record(3).Entry(), ExportedLog.Record(4));

        await Assert.ThrowsAsync<VerificationFailedException>(async () =>
            await writer.WriteAsync(Async.Of([wrong]), Async.Of([await log.SignAsync(ExportedLog.Head(4))])));
    }

    private static IEnumerable<string> Files(ExportedLog log) =>
        Directory.EnumerateFiles(log.Path, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(log.Path, f));
}

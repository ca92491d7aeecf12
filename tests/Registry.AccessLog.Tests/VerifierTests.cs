namespace Registry.AccessLog.Tests;

public sealed class VerifierTests
{
    private static readonly long[] Sizes = [100, 300, 700];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_untouched_log_is_verified_with_and_without_records(bool withRecords)
    {
        using var log = await ExportedLog.WriteAsync(Sizes, withRecords);

        var verdict = await log.VerifyAsync();

        Assert.Null(verdict.Finding);
        Assert.Equal((700, 3, withRecords), (verdict.Entries, verdict.Checkpoints, verdict.WithRecords));
    }

    [Theory]
    [InlineData("actor ciphertext 0", 0, "records/000")]
    [InlineData("actor ciphertext 299", 299, "records/001")]
    [InlineData("subject 699", 699, "records/002.p/188")]
    public async Task One_flipped_byte_in_a_stored_record_names_it(string text, long entry, string file)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.FlipText(file, text);

        await FindsAsync(log, file, entry, "record");
    }

    [Theory]
    [InlineData("tile/entries/000", 0, 0, true)]
    [InlineData("tile/entries/001", 34, 256, true)]
    [InlineData("tile/entries/001", 35, 257, true)]
    [InlineData("tile/entries/001", 35 * 44 + 5, 300, false)]
    [InlineData("tile/entries/002.p/188", 35 * 187 + 34, 699, false)]
    public async Task One_flipped_byte_in_an_entry_names_it(string file, int at, long entry, bool withRecords)
    {
        using var log = await ExportedLog.WriteAsync(Sizes, withRecords);
        log.Flip(file, at);

        await FindsAsync(log, file, entry, "entr");
    }

    [Theory]
    [InlineData("tile/0/000", 0, 0)]
    [InlineData("tile/0/001", 32 * 7 + 31, 263)]
    [InlineData("tile/0/002.p/188", 32 * 187, 699)]
    public async Task One_flipped_byte_in_a_tile_names_the_entry_it_stands_for(string file, int at, long entry)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.Flip(file, at);

        await FindsAsync(log, file, entry, "does not give its hash in the tile");
    }

    [Fact]
    public async Task One_flipped_byte_in_an_upper_tile_names_it_and_the_entries_below()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.Flip("tile/1/000.p/2", 40);

        await FindsAsync(log, "tile/1/000.p/2", 256, "256 to 511");
    }

    [Fact]
    public async Task One_flipped_byte_in_the_checkpoint_is_found()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.FlipText(ExportLayout.Checkpoint, "700");

        await FindsAsync(log, ExportLayout.Checkpoint, null, "not valid for this text");
    }

    [Fact]
    public async Task One_flipped_byte_in_an_earlier_checkpoint_is_found()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.FlipText(ExportLayout.Checkpoints, "300\n");

        await FindsAsync(log, ExportLayout.Checkpoints, null, "");
    }

    [Fact]
    public async Task The_first_of_several_bad_entries_is_named()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        log.FlipText("records/001", "subject 400");
        log.FlipText("records/000", "subject 20");
        log.FlipText("records/000", "subject 30");

        await FindsAsync(log, "records/000", 20, "record");
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/entries/001")]
    [InlineData("records/001")]
    public async Task A_missing_file_is_named(string file)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        File.Delete(log.Full(file));

        Assert.Contains(file + " is missing", (await log.VerifyAsync()).Finding?.Message);
    }

    [Fact]
    public async Task A_history_rewritten_in_every_file_is_found_by_the_signed_checkpoint()
    {
        using var log = await ExportedLog.WriteAsync(Sizes, withRecords: false);
        await ForkAsync(log, 700);

        await FindsAsync(log, ExportLayout.Checkpoint, 0, "root that was signed for 700");
    }

    [Fact]
    public async Task A_rolled_back_checkpoint_is_found_by_the_earlier_ones_on_file()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), (await log.SignAsync(ExportedLog.Head(200))).ToBytes());

        await FindsAsync(log, ExportLayout.Checkpoints, null, "rolled back");
    }

    [Fact]
    public async Task A_log_cut_back_with_all_its_checkpoints_is_found_by_one_that_was_kept()
    {
        using var log = await ExportedLog.WriteAsync([100]);
        var kept = new KeptCheckpoint("monday.txt", await log.SignAsync(ExportedLog.Head(150)));

        var verdict = await log.VerifyAsync(kept);

        Assert.Contains("monday.txt was signed for 150 entries, but this log has only 100", verdict.Finding?.Message);
        Assert.True((await log.VerifyAsync(kept with { Note = await log.SignAsync(ExportedLog.Head(50)) })).Verified);
    }

    [Fact]
    public async Task Two_histories_signed_for_one_size_are_found()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var forked = new KeptCheckpoint("tuesday.txt", await log.SignAsync(new TreeHead(300, ExportedLog.Head(299).Root)));

        var finding = (await log.VerifyAsync(forked)).Finding;

        Assert.Contains("root that was signed for 300 entries", finding?.Message);
    }

    [Fact]
    public async Task The_message_bounds_the_change_by_the_last_checkpoint_that_fits()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var false500 = new KeptCheckpoint("kept.txt", await log.SignAsync(new TreeHead(500, ExportedLog.Head(499).Root)));

        var finding = (await log.VerifyAsync(false500)).Finding;

        Assert.Equal(300, finding?.Entry);
        Assert.Contains("entries 300 to 499", finding?.Message);
    }

    [Fact]
    public async Task A_checkpoint_that_lacks_one_of_the_keys_or_names_another_log_is_refused()
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var note = SignedNote.Parse(File.ReadAllBytes(log.Full(ExportLayout.Checkpoint)));

        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), (note with { Signatures = [note.Signatures[0]] }).ToBytes());
        await FindsAsync(log, ExportLayout.Checkpoint, null, "every key");
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), (await log.SignAsync(ExportedLog.Head(700), "log.test/other")).ToBytes());
        await FindsAsync(log, ExportLayout.Checkpoint, null, "origin");
    }

    [Fact]
    public async Task The_empty_log_is_verified_and_progress_ends_at_the_size()
    {
        using var log = await ExportedLog.WriteAsync([0]);
        Assert.True((await log.VerifyAsync()).Verified);

        await log.PublishAsync(600);
        var progress = new Last();
        Assert.True((await new LogVerifier(log.Path, log.Policy, []).RunAsync(progress)).Verified);
        Assert.Equal(new LogProgress(600, 600), progress.Value);
    }

    private static async Task FindsAsync(ExportedLog log, string file, long? entry, string words)
    {
        var finding = (await log.VerifyAsync()).Finding;

        Assert.NotNull(finding);
        Assert.Contains(words, finding.Message);
        Assert.Equal((file, entry), (finding.File, finding.Entry));
    }

    /// <summary>The checkpoint of <paramref name="log"/> over a tree that was built anew with entry 0 changed, consistent in itself.</summary>
    private static async Task ForkAsync(ExportedLog log, long size)
    {
        var checkpoint = File.ReadAllBytes(log.Full(ExportLayout.Checkpoint));
        var lines = ExportedLog.Lines(0, size).Select((line, i) => i == 0 ? new ExportLine(LeafEntry.Of([], []), null) : line with { Record = null }).ToList();
        var root = Merkle.Root([.. lines.Select(line => Merkle.Leaf(line.Entry.Span))]);
        Directory.Delete(log.Path, recursive: true);
        using (var writer = TileDirectoryWriter.Open(log.Path, log.Policy, withRecords: false))
            await writer.WriteAsync(Async.Of(lines), Async.Of([await log.SignAsync(new TreeHead(size, root))]));
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), checkpoint);
    }

    private sealed class Last : IProgress<LogProgress>
    {
        public LogProgress Value { get; private set; }

        public void Report(LogProgress value) => Value = value;
    }
}

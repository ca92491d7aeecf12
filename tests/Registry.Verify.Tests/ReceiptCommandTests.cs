using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;
using Registry.AccessLog.Tests;

namespace Registry.Verify.Tests;

/// <summary>Kept receipts against the log that an operator shows.</summary>
public sealed class ReceiptCommandTests : IDisposable
{
    private static readonly DateTimeOffset Kept = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("receipts-");
    private readonly Ed25519Key key = Ed25519Key.FromSeed(SHA256.HashData("exported log"u8));

    private string ReceiptsPath => Path.Combine(folder.FullName, "kept.receipts");

    [Fact]
    public async Task A_log_that_keeps_every_receipt_is_verified()
    {
        using var log = await ExportedLog.WriteAsync([100, 600]);
        await KeepAsync(log, (0, 3), (3, 1), (250, 10), (590, 10));

        var (code, output) = await CheckAsync(log, log.Path);

        Assert.Equal(0, code);
        Assert.StartsWith($"VERIFIED: the log {ExportedLog.Origin} of 600 entries keeps all 24 receipts.", output);
    }

    [Theory]
    [InlineData(59, 7, "NOT YET: 4 of 14 receipts", "PENDING: ")]
    [InlineData(61, 3, "NOT GENUINE: 4 of 14 receipts", "DROPPED: ")]
    public async Task A_log_that_ends_before_a_receipt_is_cut_off_once_the_line_should_have_been_published(int seconds, int expected, string first, string finding)
    {
        using var log = await ExportedLog.WriteAsync([100]);
        await KeepAsync(log, (90, 10), (100, 4));

        var (code, output) = await CheckAsync(log, log.Path, Kept.AddSeconds(seconds));

        Assert.Equal(expected, code);
        Assert.StartsWith(first, output);
        Assert.Contains($"{finding}record {ExportedLog.Record(103).Id}, kept 2026-11-22T15:00:00Z, IdentityService/GetIdentity: the log promised it as entry 103 of a tree of 104", output);
    }

    [Fact]
    public async Task Lines_that_were_dropped_and_grown_over_are_named_as_replaced()
    {
        using var log = await ExportedLog.WriteAsync([1]);
        await KeepAsync(log, (0, 90), (90, 5));
        var shown = await ShowAsync(log, from: 90);

        var (code, output) = await CheckAsync(log, shown);

        Assert.Equal(4, code);
        Assert.StartsWith("NOT GENUINE: 5 of 95 receipts", output);
        Assert.Contains("REPLACED: ", output);
        Assert.Contains("entry 94 of the log is another one than the log promised", output);
    }

    [Fact]
    public async Task A_line_that_stands_in_another_history_is_named_as_forked()
    {
        using var log = await ExportedLog.WriteAsync([1]);
        await KeepAsync(log, (94, 2));
        var shown = await ShowAsync(log, from: 90, to: 93);

        var (code, output) = await CheckAsync(log, shown);

        Assert.Equal(5, code);
        Assert.Contains("FORKED: ", output);
        Assert.Contains("its entry stands at 94, but the first 96 entries", output);
    }

    [Fact]
    public async Task Two_receipts_of_one_size_and_two_trees_need_no_log_to_convict()
    {
        using var log = await ExportedLog.WriteAsync([10]);
        await KeepAsync(log, (9, 1));
        using (var store = ReceiptStore.Open(ReceiptsPath))
            store.Append(new KeptReceipt(Kept, "-", await ReceiptAsync(Leaves(10, replacedFrom: 5, replacedTo: 6), 9, 1, ExportedLog.Record(9))));

        var (code, output) = await CheckAsync(log, log.Path);

        Assert.Equal(5, code);
        Assert.Contains("the log signed two different trees of 10 entries", output);
    }

    [Fact]
    public async Task A_receipt_that_the_log_never_signed_is_named_as_forged()
    {
        using var log = await ExportedLog.WriteAsync([10]);
        var receipt = await ReceiptAsync(Leaves(10), 8, 2, ExportedLog.Record(9));
        using (var store = ReceiptStore.Open(ReceiptsPath))
            store.Append(new KeptReceipt(Kept, "-", receipt with { Signature = new byte[64] }));

        Assert.Equal(6, (await CheckAsync(log, log.Path)).Code);
    }

    [Fact]
    public async Task A_log_whose_tiles_do_not_give_its_checkpoint_is_not_genuine_itself()
    {
        using var log = await ExportedLog.WriteAsync([600]);
        await KeepAsync(log, (90, 10));
        log.Flip("tile/0/001", 5);

        var (code, output) = await CheckAsync(log, log.Path);

        Assert.Equal(1, code);
        Assert.StartsWith("NOT GENUINE: The tiles do not give the root", output);
    }

    [Fact]
    public async Task A_line_that_a_crash_tore_is_passed_over_and_cut_by_the_next_writer()
    {
        using var log = await ExportedLog.WriteAsync([100]);
        await KeepAsync(log, (0, 2));
        var whole = await File.ReadAllBytesAsync(ReceiptsPath);

        for (var cut = 0; cut < whole.Length; cut += 97)
        {
            await File.WriteAllBytesAsync(ReceiptsPath, whole[..cut]);
            var lines = whole[..cut].Count(b => b == '\n');
            await KeepAsync(log, (50, 1));

            Assert.Equal(0, (await CheckAsync(log, log.Path)).Code);
            Assert.Equal(Math.Max(1, lines) + 1, (await File.ReadAllLinesAsync(ReceiptsPath)).Length);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    [InlineData("registry receipts v1\n1 - AAAA\n")]
    [InlineData("registry receipts v1\n01 - AQ==\n")]
    [InlineData("registry receipts v1\n1 two words AQ==\n")]
    public async Task Something_else_than_a_receipt_file_is_no_verdict(string content)
    {
        using var log = await ExportedLog.WriteAsync([10]);
        await File.WriteAllTextAsync(ReceiptsPath, content);

        Assert.Equal(2, (await CheckAsync(log, log.Path)).Code);
        if (content.Length > 0 && !content.StartsWith("registry", StringComparison.Ordinal))
            Assert.Throws<FormatException>(() => ReceiptStore.Open(ReceiptsPath));
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    private static TreeHash[] Leaves(int count, int replacedFrom = int.MaxValue, int replacedTo = int.MaxValue) =>
        [.. Enumerable.Range(0, count).Select(i => Merkle.Leaf(EntryOf(i, replacedFrom, replacedTo)))];

    private static byte[] EntryOf(int index, int replacedFrom, int replacedTo) =>
        index >= replacedFrom && index < replacedTo ? LeafEntry.Of("another"u8, Encoding.UTF8.GetBytes($"{index}")) : ExportedLog.Record(index).Entry();

    /// <summary>Receipts of batches of the genuine log.</summary>
    private async Task KeepAsync(ExportedLog log, params (int Before, int Count)[] batches)
    {
        Assert.NotNull(log);
        using var store = ReceiptStore.Open(ReceiptsPath);
        foreach (var (before, count) in batches)
            for (var index = before; index < before + count; index++)
                store.Append(new KeptReceipt(Kept, "IdentityService/GetIdentity", await ReceiptAsync(Leaves(before + count), before, count, ExportedLog.Record(index))));
    }

    private async Task<SignedReceipt> ReceiptAsync(TreeHash[] leaves, int before, int count, StoredRecord record)
    {
        var edge = new RightEdge();
        foreach (var leaf in leaves[..before])
            edge.Append(leaf);
        var tree = new BatchTree(edge, leaves[before..(before + count)]);
        var index = Array.IndexOf(leaves, Merkle.Leaf(record.Entry()));
        var signer = new ReceiptSigner(ExportedLog.Origin, key);
        return new SignedReceipt(record.Id, index, record.Entry(), tree.Head, await tree.PathAsync(index), signer.Origin, signer.Key.KeyId, signer.Sign(tree.Head));
    }

    /// <summary>Another history of 200 entries, signed with the log's own keys.</summary>
    private async Task<string> ShowAsync(ExportedLog log, int from, int to = int.MaxValue)
    {
        var shown = Path.Combine(folder.FullName, "shown");
        var edge = new RightEdge();
        foreach (var leaf in Leaves(200, from, to))
            edge.Append(leaf);
        var note = await log.SignAsync(edge.Head);
        using var writer = TileDirectoryWriter.Open(shown, log.Policy, withRecords: false);
        await writer.WriteAsync(Async.Of(Enumerable.Range(0, 200).Select(i => new ExportLine(EntryOf(i, from, to), null))), Async.Of(new List<SignedNote> { note }));
        return shown;
    }

    private async Task<(int Code, string Output)> CheckAsync(ExportedLog log, string shown, DateTimeOffset? taken = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(
            ["receipt", ReceiptsPath, "--log", shown, "--policy", log.Full("policy"), "--taken", $"{taken ?? Kept.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}"], output, error);
        return (code, output.ToString());
    }
}

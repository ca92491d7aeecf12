using System.Diagnostics;
using Registry.AccessLog;
using Registry.AccessLog.Tests;

namespace Registry.Verify.Tests;

public sealed class CommandTests
{
    private const int Verified = 0;
    private const int NotGenuine = 1;
    private const int Unusable = 2;

    [Fact]
    public async Task An_untouched_log_is_verified_and_the_source_of_the_keys_is_told()
    {
        using var log = await ExportedLog.WriteAsync([100, 600]);

        var own = await RunAsync("log", log.Path);
        var given = await RunAsync("log", log.Path, "--policy", log.Full("policy"));

        Assert.Equal(Verified, own.Code);
        Assert.StartsWith($"VERIFIED: all 600 entries of the log {ExportedLog.Origin} are genuine", own.Output);
        Assert.Contains("the keys came with the log itself", own.Output);
        Assert.Equal(Verified, given.Code);
        Assert.DoesNotContain("the keys came with the log itself", given.Output);
    }

    [Fact]
    public async Task A_changed_record_is_named_in_the_first_line()
    {
        using var log = await ExportedLog.WriteAsync([100, 600]);
        log.FlipText("records/001", "subject 345");

        var (code, output, _) = await RunAsync("log", log.Path);

        Assert.Equal(NotGenuine, code);
        Assert.StartsWith("NOT GENUINE: Entry 345: the stored record is not the one that was logged", output);
        Assert.Contains("Look at the file: records/001", output);
    }

    [Fact]
    public async Task Records_that_are_not_there_are_said_not_to_be_checked()
    {
        using var log = await ExportedLog.WriteAsync([10], withRecords: false);

        var (code, output, _) = await RunAsync("log", log.Path);

        Assert.Equal(Verified, code);
        Assert.Contains("were NOT checked", output);
    }

    [Theory]
    [InlineData(9, Verified)]
    [InlineData(11, NotGenuine)]
    [InlineData(60 * 24 * 365, NotGenuine)]
    public async Task A_checkpoint_that_is_dated_ahead_of_the_clock_is_not_genuine(int minutes, int expected)
    {
        using var log = await ExportedLog.WriteAsync([2], clock: new FixedClock(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));
        var note = SignedNote.Load(log.Full(ExportLayout.Checkpoint));
        var leaves = ExportedLog.Lines(0, 2).Select(line => line.Entry.ToArray()).ToList();
        File.WriteAllText(log.Full("p.tlog-proof"), new TlogProof(leaves[0], 0, [Merkle.Leaf(leaves[1])], note).ToString());

        (int Code, string Output, string) whole = await RunAsync("log", log.Path), proof = await RunAsync("proof", log.Full("p.tlog-proof"), "--policy", log.Full("policy"));

        Assert.Equal((expected, expected), (whole.Code, proof.Code));
        Assert.All((string[])[whole.Output, proof.Output], said => Assert.Equal(expected == NotGenuine, said.Contains("is dated ahead", StringComparison.Ordinal)));
        var checker = new ReceiptChecker(log.Path, log.Policy, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1), TimeProvider.System.GetUtcNow());
        var refused = Record.Exception(() => checker.Run([]));
        Assert.Equal(expected == NotGenuine, refused is VerificationFailedException);
    }

    [Fact]
    public async Task A_kept_checkpoint_or_proof_shows_that_the_end_was_cut_off()
    {
        using var log = await ExportedLog.WriteAsync([100]);
        var note = await log.SignAsync(ExportedLog.Head(120));
        File.WriteAllBytes(log.Full("kept"), note.ToBytes());
        File.WriteAllText(log.Full("kept.tlog-proof"), new TlogProof(null, 0, [], note).ToString());

        foreach (var kept in (string[])["kept", "kept.tlog-proof"])
        {
            var (code, output, _) = await RunAsync("log", log.Path, "--kept", log.Full(kept));

            Assert.Equal(NotGenuine, code);
            Assert.StartsWith($"NOT GENUINE: {kept} was signed for 120 entries, but this log has only 100", output);
        }
    }

    [Fact]
    public async Task Keys_of_another_log_verify_nothing()
    {
        using var log = await ExportedLog.WriteAsync([10]);
        using var other = await ExportedLog.WriteAsync([10]);

        var (code, output, _) = await RunAsync("log", log.Path, "--policy", other.Full("policy"));

        Assert.Equal(NotGenuine, code);
        Assert.StartsWith("NOT GENUINE: The newest checkpoint:", output);
    }

    [Fact]
    public async Task A_proof_is_verified_from_the_entry_that_it_carries_or_that_is_given()
    {
        using var log = await ExportedLog.WriteAsync([600]);
        var entry = ExportedLog.Record(345).Entry();
        await WriteProofAsync(log, "with", 345, entry);
        await WriteProofAsync(log, "without", 345, null);
        var hex = Convert.ToHexStringLower(entry);

        var carried = await ProveAsync(log, "with");
        var given = await ProveAsync(log, "without", "--record-hash", hex);

        Assert.Equal((Verified, Verified), (carried.Code, given.Code));
        Assert.StartsWith($"VERIFIED: the entry is number 345 (counted from 0) of the log {ExportedLog.Origin}.", carried.Output);
        Assert.Contains("the entry was taken from the proof", carried.Output);
        Assert.Contains(hex, carried.Output);
        Assert.DoesNotContain("the entry was taken from the proof", given.Output);
        Assert.Equal(Unusable, (await ProveAsync(log, "without")).Code);
    }

    [Fact]
    public async Task A_proof_of_another_entry_or_index_is_not_genuine()
    {
        using var log = await ExportedLog.WriteAsync([600]);
        var other = ExportedLog.Record(346).Entry();
        await WriteProofAsync(log, "swapped", 345, other);
        await WriteProofAsync(log, "right", 345, ExportedLog.Record(345).Entry());
        File.WriteAllText(log.Full("moved"), File.ReadAllText(log.Full("right")).Replace("index 345", "index 344"));

        Assert.Equal(NotGenuine, (await ProveAsync(log, "swapped")).Code);
        Assert.Equal(NotGenuine, (await ProveAsync(log, "moved")).Code);
        var (code, output, _) = await ProveAsync(log, "right", "--record-hash", Convert.ToHexString(other));
        Assert.Equal(NotGenuine, code);
        Assert.StartsWith("NOT GENUINE: The proof is about another entry", output);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("proof")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("log does-not-exist")]
    [InlineData("log . --policy does-not-exist")]
    [InlineData("proof does-not-exist")]
    [InlineData("proof does-not-exist --policy does-not-exist")]
    [InlineData("log . --no-such-option")]
    public async Task A_wrong_question_is_no_verdict(string line)
    {
        var (code, output, error) = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(Unusable, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("VERIFIED:", output);
        Assert.DoesNotContain("NOT GENUINE:", output);
    }

    [Theory]
    [InlineData("policy", "quorum maybe\n")]
    [InlineData("proof", "c2sp.org/tlog-proof@v9\n\n")]
    public async Task A_file_that_is_not_what_it_should_be_is_named(string file, string content)
    {
        using var log = await ExportedLog.WriteAsync([10]);
        await WriteProofAsync(log, "proof", 3, ExportedLog.Record(3).Entry());
        File.WriteAllText(log.Full(file), content);

        var (code, _, error) = await ProveAsync(log, "proof");

        Assert.Equal(Unusable, code);
        Assert.StartsWith($"CANNOT BE CHECKED: The file '{file}' cannot be used:", error);
    }

    [Theory]
    [InlineData("--record-hash", "zz")]
    [InlineData("--record-hash", "02")]
    public async Task A_record_hash_in_another_form_is_a_wrong_question(params string[] more)
    {
        using var log = await ExportedLog.WriteAsync([10]);
        await WriteProofAsync(log, "proof", 3, ExportedLog.Record(3).Entry());

        Assert.Equal(Unusable, (await ProveAsync(log, "proof", more)).Code);
    }

    [Theory]
    [InlineData("--help", "not genuine|Exit codes|offline")]
    [InlineData("log --help", "NOT GENUINE|--policy|--kept|inspectorate")]
    [InlineData("proof --help", "--record-hash|does not show what the line says")]
    public async Task The_help_says_what_a_clerk_needs_to_know(string line, string words)
    {
        var (code, output, _) = await RunAsync(line.Split(' '));

        Assert.Equal(Verified, code);
        Assert.All(words.Split('|'), word => Assert.Contains(word, output));
    }

    [Fact]
    public async Task The_program_itself_gives_the_code_and_keeps_its_output_free_of_progress()
    {
        using var log = await ExportedLog.WriteAsync([300]);
        log.FlipText("records/000", "subject 7");
        var program = Path.ChangeExtension(typeof(VerifyCommand).Assembly.Location, ".dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "log", log.Path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(NotGenuine, process.ExitCode);
        Assert.StartsWith("NOT GENUINE: Entry 7:", output);
        Assert.Empty(error);
    }

    private static async Task WriteProofAsync(ExportedLog log, string name, long index, byte[]? entry)
    {
        var note = SignedNote.Parse(File.ReadAllBytes(log.Full(ExportLayout.Checkpoint)));
        var source = new TileHashSource(new TileDirectory(log.Path), Checkpoint.Parse(note.Text).Head.Size);
        var proof = await TlogProof.MakeAsync(source, index, entry is null ? (ReadOnlyMemory<byte>?)null : entry, note);
        File.WriteAllText(log.Full(name), proof.ToString());
    }

    private static Task<(int Code, string Output, string Error)> ProveAsync(ExportedLog log, string file, params string[] more) =>
        RunAsync(["proof", log.Full(file), "--policy", log.Full("policy"), .. more]);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

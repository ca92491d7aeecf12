using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.AccessLog;
using Registry.AccessLog.Tests;
using Registry.Load;
using Registry.Verify.Evidence;
using Registry.Verify.Exports;
using Registry.Verify.Kits;
using Registry.Verify.Records;

namespace Registry.Verify.Tests;

/// <summary>
/// Every file that the program reads, damaged: it ends with one of its exit codes and a sentence, and never with a crash. Whoever can crash it keeps
/// an inspector from the verdict.
/// </summary>
public sealed class InputMutationTests(InputMutationTests.Inputs given) : IClassFixture<InputMutationTests.Inputs>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is not null;
    private static readonly int Runs = Long ? 1_000 : 40;
    private static readonly int Parsed = Long ? 80_000 : 2_000;

    public static TheoryData<string, string, string> Files => new()
    {
        { "proof", "look.tlog-proof", "proof look.tlog-proof --policy policy" },
        { "policy", "policy", "proof look.tlog-proof --policy policy" },
        { "kept checkpoint", "kept", "log export --policy policy --kept kept" },
        { "receipts", "kept.receipts", "receipt kept.receipts --log export --policy policy" },
        { "kit", "look.kit", "kit look.kit" },
        { "csv", "lines.csv", "export lines.csv --policy policy" },
        { "jsonl", "lines.jsonl", "export lines.jsonl --policy policy" },
        { "fhir", "lines.fhir", "export lines.fhir --policy policy" },
        { "key", "audit.pem", "records export --key audit.pem --policy policy" },
        { "epochs", "export/audit-epochs", "records export --key audit.pem --policy policy" },
        { "erasures", "export/erasures", "records export --key audit.pem --policy policy" },
        { "records", "export/records/000.p/6", "records export --key audit.pem --policy policy" },
        { "entries", "export/tile/entries/000.p/6", "log export --policy policy" },
        { "hashes", "export/tile/0/000.p/6", "log export --policy policy" },
        { "checkpoint", "export/checkpoint", "log export --policy policy" },
        { "checkpoints", "export/checkpoints", "log export --policy policy" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_damaged_file_ends_in_a_verdict_or_a_question_and_never_in_a_crash(string name, string file, string command)
    {
        var (path, random) = (given.Place(file), new Random(name.Sum(c => c)));
        var genuine = await File.ReadAllBytesAsync(path);
        Assert.Equal(0, (await given.RunAsync(command)).Code);
        try
        {
            for (var i = 0; i < Runs; i++)
            {
                var damaged = Mutation.Of(genuine, random);
                await File.WriteAllBytesAsync(path, damaged);

                var (code, said) = await given.RunAsync(command);

                Assert.InRange(code, 0, 9);
                Assert.NotEmpty(said);
                if (name is "kit" or "records" or "entries" or "hashes" or "checkpoint")
                    Assert.True(code != 0 || damaged.AsSpan().SequenceEqual(genuine), $"{name}, case {i}");
            }
        }
        finally
        {
            await File.WriteAllBytesAsync(path, genuine);
        }
    }

    [Theory]
    [InlineData("lines.jsonl", "[]")]
    [InlineData("lines.jsonl", "null")]
    [InlineData("lines.jsonl", """{"opened_record":7}""")]
    [InlineData("lines.jsonl", """{"opened_record":"\ud800"}""")]
    [InlineData("lines.fhir", "[[]]")]
    [InlineData("lines.fhir", """{"entity":[],"entity":[]}""")]
    [InlineData("lines.fhir", """{"entity":[{"detail":[{"type":7}]}]}""")]
    [InlineData("lines.fhir", """{"entity":[{"detail":[{"type":"opened-record","valueBase64Binary":"\ud800"}]}]}""")]
    [InlineData("lines.csv", ",\r")]
    public async Task A_line_of_another_form_is_not_genuine_and_names_its_number(string file, string line)
    {
        var lines = await File.ReadAllTextAsync(given.Place(file));
        await File.WriteAllTextAsync(given.Place("more"), lines + line + "\n");

        var (code, said) = await given.RunAsync("export more --policy policy");

        Assert.Equal(1, code);
        Assert.StartsWith($"NOT GENUINE: Line {lines.Count(c => c == '\n') + 1} of the file", said);
    }

    [Theory]
    [InlineData("export/audit-epochs")]
    [InlineData("export/erasures")]
    public async Task A_file_without_line_ends_is_refused_before_it_fills_the_memory(string file)
    {
        var genuine = await File.ReadAllBytesAsync(given.Place(file));
        try
        {
            await File.WriteAllBytesAsync(given.Place(file), [.. Enumerable.Repeat((byte)'a', 100_000)]);

            var (code, said) = await given.RunAsync("records export --key audit.pem --policy policy");

            Assert.Equal(2, code);
            Assert.Contains("a line is longer than any of its kind", said);
        }
        finally
        {
            await File.WriteAllBytesAsync(given.Place(file), genuine);
        }
    }

    [Fact]
    public void What_a_line_says_is_shown_or_refused_whatever_its_writer_sealed()
    {
        var said = Encoding.UTF8.GetBytes("""
            {"at":"2026-01-01T00:00:00+00:00","kind":"intent","agency":"A\ud83d\ude00","officer":"o","method":"m","purpose":"protect","count":1,"granted":{"a":"b"},"asked":["status"],
            "reported":{"from":0,"size":1,"records":[{"record":"0f8fad5b-d9cb-469f-a165-70867728950e","lines":1}],"looks":2,"digest":"ab"},"outcome":"TOLD"}
            """);
        var (random, record) = (new Random(6), Kit.Verify(File.ReadAllBytes(given.Place("look.kit")), trusted: null).Kit.Records[0]);
        Show(said);
        for (var i = 0; i < Parsed; i++)
        {
            try
            {
                Show(Mutation.Of(said, random));
            }
            catch (Exception refused) when (refused is FormatException or JsonException)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        void Show(byte[] json)
        {
            var frame = new byte[sizeof(uint) + json.Length + SHA256.HashSizeInBytes];
            BinaryPrimitives.WriteInt32BigEndian(frame, json.Length);
            json.CopyTo(frame, sizeof(uint));
            var line = new OpenLine(0, record.Stored, Guid.Empty, OpenLine.ActorOf(frame).Said, null, false);
            if (!new LineFilter { From = DateTimeOffset.MinValue }.Takes(line.Actor))
                return;
            Assert.DoesNotContain('\n', LineOutput.AsText(line));
            Assert.DoesNotContain('\n', LineOutput.AsJson(line));
            foreach (var name in LineFormats.Names)
                Assert.DoesNotContain('\n', LineFormats.Of(name, Tongue.Both).Write(new ProvenLine(line, record, "log")));
            new ReportCheck(Guid.Empty).Take(Guid.Empty, new OpenBundle(1, [line], [], []));
        }
    }

    [Fact]
    public void An_opened_record_reads_back_as_it_was_or_is_refused()
    {
        var (random, text) = (new Random(7), Kit.Verify(File.ReadAllBytes(given.Place("look.kit")), trusted: null).Kit.Records[0].ToString());
        for (var i = 0; i < Parsed; i++)
        {
            var damaged = Encoding.UTF8.GetString(Mutation.Of(Encoding.UTF8.GetBytes(text), random));
            try
            {
                Assert.Equal(damaged, OpenedRecord.Parse(damaged).ToString());
            }
            catch (FormatException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    /// <summary>A log of six lines, and a file of every kind that is made of it.</summary>
    public sealed class Inputs : IAsyncLifetime
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("inputs-");

        public async ValueTask InitializeAsync()
        {
            using var log = new GeneratedLog();
            var (id, opening, policy) = (Guid.NewGuid(), Array.Empty<byte>(), "{}");
            await log.WriteAsync(Place("export"), 5, last: sealer =>
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy)));
                (var parts, opening) = sealer.SealForEverybody(id, JsonSerializer.SerializeToUtf8Bytes(new
                {
                    kind = "erasure",
                    at = "2026-01-01T00:00:00+00:00",
                    agency = "A",
                    officer = "o",
                    method = "m",
                    erased = new { policy = "LT-01", policy_hash = hash, policy_text = policy, epochs = Array.Empty<Guid>(), lines = 0 },
                }));
                return new StoredRecord(id, parts.Actor, parts.Subject, default);
            });
            await File.WriteAllTextAsync(Place("export/erasures"), $"5 {id:d} {Convert.ToBase64String(opening)}\n");
            await File.WriteAllTextAsync(Place("audit.pem"), log.KeyPem);
            File.Copy(Place("export/policy"), Place("policy"));
            File.Copy(Place("export/checkpoint"), Place("kept"));
            foreach (var (format, file) in ((string, string)[])[("csv", "lines.csv"), ("jsonl", "lines.jsonl"), ("fhir", "lines.fhir"), ("kit", "look.kit")])
            {
                var (code, said) = await RunAsync($"records export --key audit.pem --policy policy --format {format} --out {file}");
                Assert.True(code == 0, said);
            }

            var note = SignedNote.Parse(await File.ReadAllBytesAsync(Place("kept")));
            var source = new TileHashSource(new TileDirectory(Place("export")), 6);
            await File.WriteAllTextAsync(Place("look.tlog-proof"), (await TlogProof.MakeAsync(source, 3, new TileDirectory(Place("export")).Entries(new TilePath(TileKind.Entries, 0, 0, 6))[3], note)).ToString());
            using var receipts = ReceiptStore.Open(Place("kept.receipts"));
        }

        public string Place(string name) => Path.Combine(folder.FullName, name);

        /// <summary>The command, with the files here for their names.</summary>
        public async Task<(int Code, string Said)> RunAsync(string command)
        {
            using var output = new StringWriter { NewLine = "\n" };
            using var error = new StringWriter { NewLine = "\n" };
            var words = command.Split(' ').Select((word, i) => i > 0 && (File.Exists(Place(word)) || Directory.Exists(Place(word)) || word.Contains('.')) ? Place(word) : word);
            var code = await VerifyCommand.RunAsync([.. words], output, error);
            return (code, output.ToString() + error);
        }

        public ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

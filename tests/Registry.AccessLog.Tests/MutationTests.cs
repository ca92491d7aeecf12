using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>Every parser under damaged input: it refuses with its one exception or returns what prints as it was read.</summary>
public sealed class MutationTests
{
    /// <summary>A seeded slice of every parser; with REGISTRY_TESTS_LONG a million cases in all.</summary>
    private static readonly int CasesPerSeed = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 2_500 : 70_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static readonly int[] Three = [0, 1, 2];

    internal static readonly Dictionary<string, (byte[] Start, Func<byte[], byte[]?> RoundTrip)> Parsers = new()
    {
        ["note"] = (Vectors.CheckpointBytes(7), bytes => SignedNote.Parse(bytes).ToBytes()),
        ["checkpoint"] = (Text(Vectors.Checkpoint(7).Text), bytes => Latin(Checkpoint.Parse(Latin(bytes)).ToText())),
        ["vkey"] = (Text(Vectors.EcdsaKey), bytes => Latin(VerifierKey.Parse(Latin(bytes)).ToString())),
        ["proof"] = (File.ReadAllBytes(Vectors.FilePath("idx2-size7.tlog-proof")), bytes => Text(TlogProof.Parse(bytes).ToString())),
        ["policy"] = (Text(Vectors.Policy($"witness w {Vectors.WitnessKey}\ngroup g 1 w\nquorum g\n", ecdsa: true).Text), bytes => Text(LogPolicy.Parse(bytes).Text)),
        ["right edge"] = (ExportEdge(), bytes => RightEdge.Parse(bytes).ToBytes()),
        ["entry bundle"] = (Bundle(b => { foreach (var i in Three) EntryBundle.Append(b, Vectors.Entry(i)); }), EntriesAgain),
        ["record bundle"] = (Bundle(b => { foreach (var i in Three) RecordBundle.Append(b, ExportedLog.Record(i)); }), RecordsAgain),
        ["tile path"] = (Text("tile/0/x001/x234/067.p/8"), bytes => TilePath.TryParse(Latin(bytes), out var path) ? Latin(path.ToString()) : null),
        ["add-checkpoint"] = (File.ReadAllBytes(Vectors.FilePath("add-checkpoint-7-300.txt")), bytes => AddCheckpoint.Parse(bytes).ToBytes()),
        ["witnessed logs"] = (Text($"# ours\n{Vectors.Ed25519Key}\n{Vectors.EcdsaKey}\n"), bytes => WitnessedLogs.Parse(bytes).Origins.Count > 0 ? bytes : null),
        ["hash tile"] = ([.. Vectors.Leaves[..3].SelectMany(leaf => leaf.Bytes.ToArray())], HashesAgain),
        ["checkpoints"] = (CheckpointHistory.Frame(Vectors.Checkpoint(7)), HistoryAgain),
        ["monitor's memory"] = (Vectors.CheckpointBytes(7), MemoryAgain),
        ["receipt"] = (Receipt().ToBytes(), bytes => SignedReceipt.Parse(bytes).ToBytes()),
        ["receipt file"] = (Text($"{ReceiptFile.Title}\n{Kept("-", 1).ToLine()}{Kept("VictimService/GetVictim", 1_700_000_000).ToLine()}"), ReceiptsAgain),
    };

    public static TheoryData<string> Names => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_input_is_refused_or_reads_back_as_it_was(string name)
    {
        var (start, roundTrip) = Parsers[name];
        Assert.Equal(Text(start), Text(roundTrip(start)!));
        // A seed of its own, so that a failure can be seen again.
        var random = new Random(name.Sum(c => c));
        for (var i = 0; i < CasesPerSeed; i++)
        {
            var damaged = Mutation.Of(start, random);
            try
            {
                if (roundTrip(damaged) is { } printed)
                    Assert.Equal(Text(damaged), Text(printed));
            }
            catch (Exception e) when (e is FormatException or IOException)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public async Task Whatever_a_witness_answers_is_its_own_cosignature_or_a_refusal()
    {
        using var key = Ed25519Key.FromSeed(Vectors.WitnessSeed);
        var signer = new CosignatureSigner(WitnessCase.Name, key, new FixedClock(Now));
        var note = Vectors.Checkpoint(7);
        var line = (await SignedNote.SignAsync(note.Text, [signer])).ToBytes()[(note.Text.Length + 1)..];
        var answer = new Answer();
        using var http = new HttpClient(answer);
        var client = new WitnessClient(http, new Uri("http://witness.test/"), signer.Key, new FixedClock(Now), TimeSpan.FromMinutes(1));
        var random = new Random(5);

        answer.Is(System.Net.HttpStatusCode.OK, line);
        Assert.IsType<WitnessReply.Cosigned>(await client.Submit(new AddCheckpoint(0, [], note), CancellationToken.None));
        for (var i = 0; i < CasesPerSeed / 4; i++)
        {
            answer.Is(random.Next(2) == 0 ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.Conflict, Mutation.Of(random.Next(3) == 0 ? Text("70000\n") : line, random));

            if (await client.Submit(new AddCheckpoint(0, [], note), CancellationToken.None) is WitnessReply.Cosigned reply)
                Assert.Equal(signer.Key, Assert.Single((note with { Signatures = [reply.Line] }).Verify([signer.Key])));
        }
    }

    // What is of another log, or signed by nobody, is refused too: it opens with the log's own signatures alone.
    private static byte[]? MemoryAgain(byte[] bytes)
    {
        var folder = Directory.CreateTempSubdirectory("registry-monitor-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "kept"), bytes);
            using var monitor = LogMonitor.Open(folder, Vectors.Policy("quorum none\n", ecdsa: true), TimeSpan.FromHours(1), new FixedClock(Now));
            return bytes;
        }
        catch (VerificationFailedException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] EntriesAgain(byte[] bytes) => Bundle(b =>
    {
        foreach (var entry in EntryBundle.Parse(bytes, 3))
            EntryBundle.Append(b, entry);
    });

    private static byte[] RecordsAgain(byte[] bytes) => Bundle(b =>
    {
        foreach (var record in RecordBundle.Parse(bytes, 3))
            RecordBundle.Append(b, record);
    });

    private static byte[] HashesAgain(byte[] bytes) =>
        [.. new OneFile(bytes).Hashes(new TilePath(TileKind.Hashes, 0, 0, 3), default).AsTask().GetAwaiter().GetResult().SelectMany(hash => hash.Bytes.ToArray())];

    private static byte[]? HistoryAgain(byte[] bytes)
    {
        var notes = CheckpointHistory.Read(new MemoryStream(bytes)).ToList();
        return [.. notes.SelectMany(n => CheckpointHistory.Frame(n.Note))];
    }

    // A last line without its newline was torn by a crash and is passed over.
    private static byte[] ReceiptsAgain(byte[] bytes) =>
        [.. Text(ReceiptFile.Title + "\n" + string.Concat(ReceiptFile.Read(new MemoryStream(bytes)).Select(kept => kept.ToLine()))), .. bytes.AsSpan(bytes.AsSpan().LastIndexOf((byte)'\n') + 1)];

    private static KeptReceipt Kept(string label, long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds), label, Receipt());

    private static SignedReceipt Receipt() =>
        new(ExportedLog.Record(5).Id, 5, ExportedLog.Record(5).Entry(), ExportedLog.Head(7), Vectors.Leaves[..3], ExportedLog.Origin, 0x01020304, new byte[64]);

    private static byte[] Bundle(Action<System.Buffers.ArrayBufferWriter<byte>> fill)
    {
        var bundle = new System.Buffers.ArrayBufferWriter<byte>();
        fill(bundle);
        return bundle.WrittenSpan.ToArray();
    }

    private static byte[] ExportEdge()
    {
        var edge = new RightEdge();
        foreach (var leaf in Vectors.Leaves[..13])
            edge.Append(leaf);
        return edge.ToBytes();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Convert.ToHexStringLower(bytes);

    // One character for each byte, so that nothing is lost on the way to the parsers that take text.
    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A log whose every file holds the same bytes.</summary>
    private sealed class OneFile(byte[] bytes) : LogSite
    {
        protected override async Task<byte[]?> Read(string path, int max, CancellationToken cancel) => await Bounded(new MemoryStream(bytes), max, cancel);
    }

    /// <summary>A witness that answers what it was told to.</summary>
    private sealed class Answer : HttpMessageHandler
    {
        private System.Net.HttpStatusCode status;
        private byte[] body = [];

        public void Is(System.Net.HttpStatusCode answered, byte[] with) => (status, body) = (answered, with);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(WitnessAnswer.SizeType);
            return Task.FromResult(new HttpResponseMessage(status) { Content = content });
        }
    }
}

using System.Diagnostics.Metrics;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>Cosignatures are collected, verified and kept; nothing and nobody waits for a witness.</summary>
public sealed class LogWitnessesTests : WitnessedLogTests
{
    [Fact]
    public async Task A_signed_checkpoint_gets_the_cosignatures_of_its_quorum_and_is_kept_with_them()
    {
        var (signer, witnesses) = await Start(quorum: 3);

        await Write(3);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 3);
        await Write(5);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 8);

        Assert.Equal(await Database.Head(), Network.Policy(3).Verify(await Newest()).Head);
        await Eventually.Get(() => Task.FromResult(witnesses.Health is { Size: 8, SinceWitnessed: not null, Troubles: [] } ? "witnessed" : null));
    }

    [Fact]
    public async Task A_log_without_witnesses_is_signed_as_before_and_asks_nobody()
    {
        await using var none = new LogWitnesses(Database.Signer, LogPolicy.OfLog([Network.LogSigner.Key]), null, null, Network.Line());
        await using var signer = await Checkpointer.Open(Database.Signer, Mark, Network.Sign, null, default, await none.Remembered(default));
        none.Start(signer);

        await Write(2);
        await signer.SignOnce(default);

        Assert.Equal(2, signer.Newest?.Head.Size);
        Assert.Empty(Network.Seen);
    }

    [Fact]
    public async Task A_witness_that_never_answers_delays_neither_lines_nor_the_others()
    {
        var asked = new TaskCompletionSource();
        Network.Instead["one"] = async (request, cancel) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        };
        // Two seconds for the silent one: what is cosigned meanwhile did not wait for it.
        var (signer, witnesses) = await Start(quorum: 2, options: new WitnessOptions { Every = TimeSpan.FromMilliseconds(20), AnswerWithin = TimeSpan.FromSeconds(2) });

        for (var lines = 1; lines <= 3; lines++)
        {
            await Write(1);
            await signer.SignOnce(default);
            await Cosigned(Network.Policy(2), lines);
        }

        await asked.Task;
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles is [var trouble] ? trouble : null));
        Assert.Contains("one: it did not answer within 2 s", witnesses.Health.Troubles);
    }

    [Fact]
    public async Task A_cosignature_that_its_key_refuses_is_never_kept()
    {
        Network.Instead["one"] = async (request, cancel) => request.Method == HttpMethod.Post
            ? WitnessNetwork.Answer(200, Line(Network.Policy(1).Witnesses.First().Key, new byte[72]))
            : null;
        Network.Instead["two"] = async (request, cancel) => request.Method == HttpMethod.Post ? WitnessNetwork.Answer(200, "thanks\n") : null;
        var (signer, witnesses) = await Start(quorum: 1);

        await Write(1);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(1), 1);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles.Count == 2 ? "both" : null));

        Assert.Equal(["log.example/1", "three.example"], (await Newest()).Signatures.Select(line => line.Name));
        Assert.Contains("one: it answered with a cosignature that its key refuses", witnesses.Health.Troubles);
        Assert.Contains("two: it answered 200 without a cosignature", witnesses.Health.Troubles);
    }

    [Fact]
    public async Task An_answer_without_end_or_from_elsewhere_is_not_read()
    {
        Network.Instead["one"] = async (request, cancel) => WitnessNetwork.Answer(200, new string('x', 1_000_000));
        Network.Instead["two"] = async (request, cancel) => WitnessNetwork.Answer(307, "");
        var (signer, witnesses) = await Start(quorum: 1);

        await Write(1);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(1), 1);

        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles.Count == 2 ? "both" : null));
        Assert.Contains("one: its answer is not what the specification says, or not signed by the right keys", witnesses.Health.Troubles);
        Assert.Contains("two: it answered with status 307", witnesses.Health.Troubles);
    }

    [Fact]
    public async Task A_cosignature_from_another_time_is_not_taken()
    {
        using var key = Ed25519Key.FromSeed(System.Security.Cryptography.SHA256.HashData("one"u8));
        Network.Instead["one"] = async (request, cancel) =>
        {
            if (request.Method != HttpMethod.Post)
                return null;
            var asked = AddCheckpoint.Parse(await request.Content!.ReadAsByteArrayAsync(cancel));
            var cosigned = await asked.Note.AddAsync([new CosignatureSigner("one.example", key, new YearsAgo())], cancel);
            return WitnessNetwork.Answer(200, Line(Network.Policy(1).Witnesses.First().Key, cosigned.Signatures[^1].Signature.ToArray()));
        };
        var (signer, witnesses) = await Start(quorum: 3);

        await Write(1);
        await signer.SignOnce(default);

        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles is [var trouble] && trouble.StartsWith("one: its clock", StringComparison.Ordinal) ? trouble : null));
        Assert.Null(witnesses.Health.SinceWitnessed);

        // It asks again and again; the key must outlive the last answer.
        await witnesses.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_witness_at_another_size_is_answered_by_the_right_proof(bool showsWhatItHas)
    {
        var (first, others) = await Start(quorum: 3);
        await Write(3);
        await first.SignOnce(default);
        await Cosigned(Network.Policy(3), 3);
        await others.DisposeAsync();
        if (!showsWhatItHas)
            Network.Instead["one"] = async (request, cancel) => request.Method == HttpMethod.Get ? WitnessNetwork.Answer(404, "") : null;
        Network.Seen.Clear();

        // A process that knows nothing of what the witness has.
        var (second, _) = await Start(quorum: 3, mark: Mark);
        await Write(6);
        await second.SignOnce(default);

        await Cosigned(Network.Policy(3), 9);
        if (!showsWhatItHas)
            Assert.Contains(("one", "POST /add-checkpoint"), Network.Seen);
    }

    [Fact]
    public async Task A_witness_that_refuses_every_size_is_asked_twice_and_then_left_alone_for_a_while()
    {
        Network.Instead["one"] = async (request, cancel) =>
            request.Method == HttpMethod.Post ? WitnessNetwork.Answer(409, "0\n", "text/x.tlog.size") : WitnessNetwork.Answer(404, "");
        var (signer, witnesses) = await Start(quorum: 2, options: new WitnessOptions { Every = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromHours(1) });
        await Write(2);

        await signer.SignOnce(default);
        await Cosigned(Network.Policy(2), 2);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles is [var trouble] ? trouble : null));

        Assert.Equal(["one: it refused the proof from the size that it named itself"], witnesses.Health.Troubles);
        Assert.InRange(Network.Seen.Count(seen => seen == ("one", "POST /add-checkpoint")), 2, 20);
    }

    [Fact]
    public async Task A_witness_that_was_away_cosigns_again_when_it_is_back_although_the_log_stands_still()
    {
        Network.Instead["one"] = (request, cancel) => throw new HttpRequestException("away");
        var (signer, witnesses) = await Start(quorum: 3);
        await Write(2);
        await signer.SignOnce(default);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles is ["one: it cannot be reached"] ? "away" : null));

        Network.Instead.Clear();

        await Cosigned(Network.Policy(3), 2);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles.Count == 0 ? "back" : null));
    }

    [Fact]
    public async Task The_age_of_the_newest_witnessed_checkpoint_is_measured()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == LogWitnesses.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        var (signer, witnesses) = await Start(quorum: 1);
        await Write(1);
        await signer.SignOnce(default);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.SinceWitnessed is not null ? "witnessed" : null));

        listener.RecordObservableInstruments();

        Assert.InRange(measured["registry.log.witnessed.age"], 0, 600);
    }

    [Fact]
    public async Task What_is_published_has_the_quorum_that_its_policy_asks_for_and_later_cosignatures_follow()
    {
        Network.Instead["one"] = (request, cancel) => throw new HttpRequestException("away");
        var (signer, _) = await Start(quorum: 3);
        await Write(2);
        await signer.SignOnce(default);
        await Eventually.Get(() => Task.FromResult(Network.Seen.Contains(("two", "POST /add-checkpoint")) ? "asked" : null));
        var exporter = new LogExporter(Database.Reader, Network.Policy(3));
        Assert.Equal(0, (await exporter.Export(Place("export"), withRecords: true, null, default)).Size);

        Network.Instead.Clear();
        await Cosigned(Network.Policy(3), 2);

        Assert.Equal(2, (await exporter.Export(Place("export"), withRecords: true, null, default)).Size);
        Assert.Null((await new LogVerifier(Place("export"), Network.Policy(3), []).RunAsync()).Finding);
    }

    private static string Line(VerifierKey key, byte[] signature) => new SignedNote("x\n", [new NoteSignature(key.Name, key.KeyId, signature)]).ToString()["x\n\n".Length..];

    private sealed class YearsAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2016, 3, 1, 0, 0, 0, TimeSpan.Zero);
    }
}

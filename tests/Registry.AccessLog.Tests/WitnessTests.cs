using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>C2SP tlog-witness, rule by rule.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly WitnessCase given = new();

    [Fact]
    public async Task A_log_that_grows_is_cosigned_and_the_line_verifies_with_the_witness_key_alone()
    {
        var first = await given.Ask(0, 7);
        var second = await given.Ask(7, 300);

        Assert.Equal(WitnessVerdict.Cosign, first.Verdict);
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes((await given.Request(7, 300)).Note.Text + "\n" + second.Body));
        Assert.Equal(VerifierKey.Parse(Vectors.WitnessKey), Assert.Single(note.Verify([VerifierKey.Parse(Vectors.WitnessKey)])));
    }

    [Fact]
    public async Task The_request_of_the_vectors_is_cosigned_after_its_first_checkpoint()
    {
        await given.Ask(0, 7);

        var answer = await given.Open.AddCheckpoint(File.ReadAllBytes(Vectors.FilePath("add-checkpoint-7-300.txt")));

        Assert.Equal(WitnessVerdict.Cosign, answer.Verdict);
    }

    [Fact]
    public async Task A_log_that_stands_still_is_cosigned_again_with_an_empty_proof()
    {
        await given.Ask(0, 7);

        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(7, 7)).Verdict);
    }

    [Fact]
    public async Task The_empty_log_is_cosigned_from_size_0()
    {
        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(0, 0)).Verdict);
        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(0, 9)).Verdict);
    }

    [Fact]
    public async Task An_old_size_above_the_checkpoint_is_400()
    {
        await given.Ask(0, 7);

        Assert.Equal(400, (int)(await given.Ask(7, 5)).Verdict);
        Assert.Equal(400, (int)(await given.Ask(9, 8)).Verdict);
    }

    [Fact]
    public async Task A_body_of_another_form_is_400() =>
        Assert.Equal(400, (int)(await given.Open.AddCheckpoint("old 7\n"u8.ToArray())).Verdict);

    [Fact]
    public async Task A_checkpoint_without_a_line_of_the_log_is_403()
    {
        using var stranger = Ed25519Key.FromSeed(new byte[32]);
        var request = await given.Request(0, 7);

        var answer = await given.Ask(request with { Note = await SignedNote.SignAsync(request.Note.Text, [new Ed25519NoteSigner(Vectors.Origin, stranger)]) });

        Assert.Equal(403, (int)answer.Verdict);
    }

    [Fact]
    public async Task A_wrong_line_of_a_known_key_is_403_also_beside_a_right_one()
    {
        var request = await given.Request(0, 7);
        var wrong = request.Note.Signatures[0] with { Signature = new byte[64] };

        Assert.Equal(403, (int)(await given.Ask(request with { Note = request.Note with { Signatures = [.. request.Note.Signatures, wrong] } })).Verdict);
        Assert.Equal(403, (int)(await given.Ask(request with { Note = request.Note with { Signatures = [wrong] } })).Verdict);
    }

    [Fact]
    public async Task Of_a_log_with_two_keys_both_must_have_signed()
    {
        using var strict = new WitnessCase($"{Vectors.Ed25519Key}\n# and\n\n{Vectors.EcdsaKey}\n");
        var one = await strict.Request(0, 7);

        Assert.Equal(403, (int)(await strict.Ask(one)).Verdict);
        Assert.Equal(200, (int)(await strict.Ask(one with { Note = Vectors.Checkpoint(7) })).Verdict);
    }

    [Fact]
    public async Task A_log_that_is_not_followed_is_404()
    {
        using var other = Ed25519Key.FromSeed(new byte[32]);
        var note = await new Checkpoint("log.example/other", TreeHead.Empty).SignAsync([new Ed25519NoteSigner("log.example/other", other)]);

        Assert.Equal(404, (int)(await given.Ask(new AddCheckpoint(0, [], note))).Verdict);
    }

    [Fact]
    public async Task Another_old_size_than_the_one_cosigned_last_is_409_with_that_size()
    {
        Assert.Equal(new WitnessAnswer(WitnessVerdict.OtherSize, "0\n"), await given.Ask(5, 7));
        await given.Ask(0, 7);

        foreach (var answer in (WitnessAnswer[])[await given.Ask(0, 9), await given.Ask(6, 9), await given.Ask(8, 9), await given.Ask(0, 7), await given.Ask(3, 5)])
            Assert.Equal((409, "7\n", "text/x.tlog.size"), ((int)answer.Verdict, answer.Body, answer.ContentType));
    }

    [Fact]
    public async Task A_proof_that_does_not_lead_there_is_422()
    {
        await given.Ask(0, 7);
        var request = await given.Request(7, 300);

        foreach (var proof in (TreeHash[][])[[], [.. request.Proof.Skip(1)], [.. request.Proof, Merkle.EmptyRoot], [.. request.Proof.Reverse()], [Merkle.EmptyRoot, .. request.Proof.Skip(1)]])
            Assert.Equal(422, (int)(await given.Ask(request with { Proof = proof })).Verdict);
    }

    [Fact]
    public async Task Another_history_is_422_whatever_its_proof()
    {
        await given.Ask(0, 7);

        Assert.Equal(422, (int)(await given.Ask(7, 300, forkAt: 3)).Verdict);
        Assert.Equal(422, (int)(await given.Ask(7, 7, forkAt: 3)).Verdict);
        Assert.Equal(200, (int)(await given.Ask(7, 300)).Verdict);
    }

    [Fact]
    public async Task A_proof_from_size_0_is_422_and_so_is_an_empty_log_with_another_root()
    {
        var first = await given.Request(0, 7);
        var empty = new TreeHead(0, Merkle.Leaf([]));
        var note = await new Checkpoint(Vectors.Origin, empty).SignAsync([given.LogSigner]);

        Assert.Equal(422, (int)(await given.Ask(first with { Proof = [Merkle.EmptyRoot] })).Verdict);
        Assert.Equal(422, (int)(await given.Ask(new AddCheckpoint(0, [], note))).Verdict);
    }

    [Fact]
    public async Task A_refusal_changes_nothing()
    {
        await given.Ask(0, 7);
        var before = File.ReadAllBytes(given.File);

        await given.Ask(7, 300, forkAt: 3);
        await given.Ask(0, 9);

        Assert.Equal(before, File.ReadAllBytes(given.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 7")]
    [InlineData("old 7\n\n")]
    [InlineData("old 07\n\nNOTE")]
    [InlineData("old -7\n\nNOTE")]
    [InlineData("Old 7\n\nNOTE")]
    [InlineData("old 7\nNOTE")]
    [InlineData("old 7\n\n\nNOTE")]
    [InlineData("old 7\nAAAA\n\nNOTE")]
    [InlineData("old 7\r\n\nNOTE")]
    [InlineData("old 7 \n\nNOTE")]
    [InlineData("old 9223372036854775808\n\nNOTE")]
    [InlineData("old 7\n\nlog.example\n7\n\n\u2014 a AAAAAAA=\n")]
    public void A_request_in_another_spelling_is_refused(string body) => Assert.Throws<FormatException>(
        () => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(body.Replace("NOTE", Encoding.UTF8.GetString(Vectors.CheckpointBytes(7)), StringComparison.Ordinal))));

    [Fact]
    public async Task More_than_63_hashes_or_an_oversized_body_are_refused()
    {
        var request = await given.Request(0, 7);

        Assert.Equal(63, AddCheckpoint.Parse((request with { Proof = new TreeHash[63] }).ToBytes()).Proof.Count);
        Assert.Throws<FormatException>(() => AddCheckpoint.Parse((request with { Proof = new TreeHash[64] }).ToBytes()));
        Assert.Throws<FormatException>(() => AddCheckpoint.Parse(new byte[AddCheckpoint.MaxBytes + 1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n\n")]
    [InlineData("KEY\nKEY\n")]
    [InlineData("KEY x\n")]
    [InlineData(" KEY\n")]
    [InlineData("log KEY\n")]
    public void A_list_of_logs_in_another_spelling_is_refused(string text) => Assert.Throws<FormatException>(
        () => WitnessedLogs.Parse(Encoding.UTF8.GetBytes(text.Replace("KEY", Vectors.Ed25519Key, StringComparison.Ordinal))));

    public void Dispose() => given.Dispose();
}

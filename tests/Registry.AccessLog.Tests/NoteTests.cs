using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

public sealed class NoteTests
{
    private static readonly VerifierKey LogKey = VerifierKey.Parse(Vectors.Ed25519Key);
    private static readonly string Seven = Encoding.UTF8.GetString(Vectors.CheckpointBytes(7));

    [Fact]
    public void Unknown_keys_are_ignored() =>
        Assert.Equal(LogKey, Assert.Single(Vectors.Checkpoint(7).Verify([LogKey])));

    [Fact]
    public void A_note_without_a_known_signature_is_refused()
    {
        using var other = Ed25519Key.FromSeed(new byte[32]);

        Assert.Throws<VerificationFailedException>(() => Vectors.Checkpoint(7).Verify([]));
        Assert.Throws<VerificationFailedException>(() =>
            Vectors.Checkpoint(7).Verify([VerifierKey.Create(Vectors.Origin, KeyType.Ed25519, other.PublicKey)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_known_key_that_fails_refuses_the_note_although_others_are_right(int line)
    {
        var note = Vectors.Checkpoint(7);
        var damaged = note.Signatures[line].Signature.ToArray();
        damaged[^1] ^= 1;
        var lines = note.Signatures.ToArray();
        lines[line] = lines[line] with { Signature = damaged };

        Assert.Throws<VerificationFailedException>(() => (note with { Signatures = lines })
            .Verify([LogKey, VerifierKey.Parse(Vectors.EcdsaKey), VerifierKey.Parse(Vectors.WitnessKey)]));
    }

    [Fact]
    public void A_second_wrong_line_of_a_known_key_refuses_the_note()
    {
        var note = Vectors.Checkpoint(7);
        var second = note.Signatures[0] with { Signature = new byte[64] };

        Assert.Throws<VerificationFailedException>(() => (note with { Signatures = [.. note.Signatures, second] }).Verify([LogKey]));
    }

    [Fact]
    public void Another_text_is_refused()
    {
        var note = Vectors.Checkpoint(7);

        Assert.Throws<VerificationFailedException>(() => (note with { Text = note.Text.Replace("7\n", "8\n", StringComparison.Ordinal) }).Verify([LogKey]));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\t\n")]
    [InlineData("\0\n")]
    [InlineData("\x1b[2J\n")]
    [InlineData("\x7f\n")]
    public void A_note_with_control_characters_is_refused(string end) =>
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(Seven.Replace("/access\n7\n", "/access" + end + "7\n"))));

    [Fact]
    public void The_last_blank_line_ends_the_text()
    {
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes("one\n\ntwo\n\n\u2014 name AAAAAAA=\n"));

        Assert.Equal("one\n\ntwo\n", note.Text);
        Assert.Equal("name", Assert.Single(note.Signatures).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 na+me AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 na\u00a0me AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAAB=\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA= \n")]
    public void A_note_in_another_spelling_is_refused(string note) =>
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(note)));

    [Fact]
    public void Oversized_notes_and_bytes_that_are_not_UTF8_are_refused()
    {
        var line = "\u2014 name AAAAAAA=\n";

        Assert.Equal(100, SignedNote.Parse(Encoding.UTF8.GetBytes("text\n\n" + string.Concat(Enumerable.Repeat(line, 100)))).Signatures.Count);
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes("text\n\n" + string.Concat(Enumerable.Repeat(line, 101)))));
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(new string('a', SignedNote.MaxBytes) + "\n\n" + line)));
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, .. Vectors.CheckpointBytes(7)]));
    }

    [Fact]
    public void Of_a_file_no_more_is_read_than_a_note_can_have()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Vectors.CheckpointBytes(7));
            Assert.Equal(Vectors.CheckpointBytes(7), SignedNote.Load(file).ToBytes());

            // Nobody could read it whole; nothing of it is on the disk.
            using (var sparse = File.OpenWrite(file)) sparse.SetLength(1L << 40);
            Assert.Throws<FormatException>(() => SignedNote.Load(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_key_whose_base64_contains_a_plus_is_read_and_printed()
    {
        var keys = Enumerable.Range(0, 500).Select(i =>
        {
            using var key = Ed25519Key.FromSeed(SHA256.HashData(BitConverter.GetBytes(i)));
            return VerifierKey.Create("log.example/a", KeyType.Ed25519, key.PublicKey);
        }).Where(key => key.ToString().Split('+').Length > 3).ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal(key, VerifierKey.Parse(key.ToString())));
    }

    [Theory]
    [InlineData("log.example/access+ecd5f258", "log.example/other+ecd5f258")]
    [InlineData("+ecd5f258+", "+ECD5F258+")]
    [InlineData("+ecd5f258+", "+ecd5f259+")]
    [InlineData("+ecd5f258+", "+")]
    [InlineData("log.example/access+", "+")]
    [InlineData("log.example/access+", "log example/access+")]
    [InlineData("+AaVF", "+BqVF")]
    [InlineData("+AaVF", "+")]
    public void A_key_that_does_not_fit_its_name_and_id_is_refused(string from, string to) =>
        Assert.Throws<FormatException>(() => VerifierKey.Parse(Vectors.Ed25519Key.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void An_ECDSA_key_on_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<FormatException>(() => VerifierKey.Create("log", KeyType.Ecdsa, key.ExportSubjectPublicKeyInfo()));
        Assert.Throws<FormatException>(() => VerifierKey.Create("log", (KeyType)0x05, new byte[1312]));
    }

    [Theory]
    [InlineData("origin\n1\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n")]
    [InlineData("origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    [InlineData("origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    public void A_checkpoint_in_another_spelling_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public async Task A_signer_that_signs_wrongly_is_found_out_before_anybody_sees_the_note() =>
        await Assert.ThrowsAsync<VerificationFailedException>(async () => await SignedNote.SignAsync("text\n", [new BrokenSigner()]));

    [Fact]
    public async Task A_text_that_is_not_a_note_is_not_signed()
    {
        using var key = Ed25519Key.FromSeed(Vectors.LogSeed);

        await Assert.ThrowsAsync<FormatException>(async () => await SignedNote.SignAsync("no newline", [new Ed25519NoteSigner("log", key)]));
        await Assert.ThrowsAsync<FormatException>(async () => await SignedNote.SignAsync("tab\t\n", [new Ed25519NoteSigner("log", key)]));
    }

    private sealed class BrokenSigner : INoteSigner
    {
        public VerifierKey Key => LogKey;

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancel) => new(new byte[64]);
    }
}

using System.Text;

namespace Registry.AccessLog.Tests;

public sealed class PolicyTests
{
    private static readonly SignedNote SignedByAll = Vectors.Checkpoint(7);
    private static readonly SignedNote SignedByOneKey = Vectors.Checkpoint(8);
    private static readonly string Witness = $"witness inspector {Vectors.WitnessKey} https://witness.example\n";

    [Fact]
    public void Every_log_key_of_the_policy_must_have_signed()
    {
        Assert.Equal(7, Vectors.Policy(ecdsa: true).Verify(SignedByAll).Head.Size);
        Assert.Equal(8, Vectors.Policy().Verify(SignedByOneKey).Head.Size);

        Assert.Throws<VerificationFailedException>(() => Vectors.Policy(ecdsa: true).Verify(SignedByOneKey));
    }

    [Theory]
    [InlineData("quorum inspector", true)]
    [InlineData("group g any inspector absent\nquorum g", true)]
    [InlineData("group g 1 inspector absent\nquorum g", true)]
    [InlineData("group g 2 inspector absent\nquorum g", false)]
    [InlineData("group g all inspector absent\nquorum g", false)]
    [InlineData("quorum absent", false)]
    [InlineData("quorum none", true)]
    [InlineData("group g any inspector\ngroup h all g\nquorum h", true)]
    [InlineData("group g any absent\ngroup h 1 g\nquorum h", false)]
    public void A_quorum_that_is_not_met_is_refused(string lines, bool met)
    {
        var policy = Vectors.Policy(Witness + Absent() + lines + "\n");

        if (met)
            Assert.Equal(7, policy.Verify(SignedByAll).Head.Size);
        else
            Assert.Throws<VerificationFailedException>(() => policy.Verify(SignedByAll));
        Assert.Equal(8, policy.VerifyLogKeys(SignedByOneKey).Head.Size);
    }

    [Fact]
    public async Task A_checkpoint_of_another_origin_is_refused_although_the_key_is_right()
    {
        using var key = Ed25519Key.FromSeed(Vectors.LogSeed);
        var note = await new Checkpoint("log.example/other", new TreeHead(7, Vectors.Root(7))).SignAsync([new Ed25519NoteSigner(Vectors.Origin, key)]);

        Assert.Throws<VerificationFailedException>(() => Vectors.Policy().Verify(note));
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum inspector\n")]
    [InlineData("quorum none\nquorum none\n")]
    [InlineData("group g any inspector\nquorum g\n")]
    [InlineData("WITNESSgroup g 2 inspector\nquorum g\n")]
    [InlineData("WITNESSgroup g 0 inspector\nquorum g\n")]
    [InlineData("WITNESSgroup g 01 inspector\nquorum g\n")]
    [InlineData("WITNESSgroup g any inspector inspector\nquorum g\n")]
    [InlineData("WITNESSgroup g any\nquorum none\n")]
    [InlineData("WITNESSgroup g any g\nquorum g\n")]
    [InlineData("WITNESSWITNESSquorum none\n")]
    [InlineData("WITNESSgroup inspector any inspector\nquorum none\n")]
    [InlineData("WITNESSgroup none any inspector\nquorum none\n")]
    [InlineData("LOGquorum none\n")]
    [InlineData("log nonsense\nquorum none\n")]
    [InlineData("mirror x\nquorum none\n")]
    [InlineData("quorum none\r\n")]
    public void A_policy_that_means_nothing_certain_is_refused(string lines)
    {
        var text = lines.Replace("WITNESS", Witness, StringComparison.Ordinal).Replace("LOG", $"log {Vectors.Ed25519Key}\n", StringComparison.Ordinal);

        Assert.Throws<FormatException>(() => Vectors.Policy(text));
    }

    [Fact]
    public void One_key_under_two_names_does_not_count_as_two_witnesses() =>
        Assert.Throws<FormatException>(() => Vectors.Policy(Witness + Witness.Replace("inspector ", "second ", StringComparison.Ordinal) + "quorum none\n"));

    [Fact]
    public void A_log_key_cannot_be_a_witness_and_keys_of_two_logs_are_not_one_policy()
    {
        using var key = Ed25519Key.FromSeed(new byte[32]);
        var other = VerifierKey.Create("log.example/other", KeyType.Ed25519, key.PublicKey);

        Assert.Throws<FormatException>(() => Vectors.Policy($"witness w {Vectors.Ed25519Key}\nquorum none\n"));
        Assert.Throws<FormatException>(() => LogPolicy.OfLog([VerifierKey.Parse(Vectors.Ed25519Key), other]));
        Assert.Throws<FormatException>(() => LogPolicy.OfLog([]));
    }

    [Fact]
    public void A_log_that_witnesses_itself_is_refused_in_either_order()
    {
        var own = VerifierKey.Create(Vectors.Origin, KeyType.Cosignature, VerifierKey.Parse(Vectors.WitnessKey).PublicKey);

        Assert.Throws<FormatException>(() => Vectors.Policy($"log {own}\n{Witness}quorum none\n"));
        Assert.Throws<FormatException>(() => Vectors.Policy($"{Witness}log {own}\nquorum none\n"));
    }

    [Theory]
    [InlineData("https://w.example/a", "https://w.example/a/")]
    [InlineData("http://127.0.0.1:7380/", "http://127.0.0.1:7380/")]
    [InlineData("ftp://w.example", null)]
    [InlineData("w.example", null)]
    [InlineData("https://user:secret@w.example", null)]
    [InlineData("https://w.example/?a=b", null)]
    public void The_address_of_a_witness_is_a_plain_prefix(string url, string? read)
    {
        var text = $"witness w {Vectors.WitnessKey} {url}\nquorum w\n";

        if (read is null)
            Assert.Throws<FormatException>(() => Vectors.Policy(text));
        else
            Assert.Equal(new Uri(read), Assert.Single(Vectors.Policy(text).Witnesses).Url);
    }

    [Fact]
    public void Comments_and_blank_lines_say_nothing_and_oversized_policies_are_refused()
    {
        Assert.Single(Vectors.Policy("# whom we believe\n\nquorum none\n").LogKeys);
        Assert.Throws<FormatException>(() => LogPolicy.Parse(Encoding.UTF8.GetBytes(new string('\n', LogPolicy.MaxBytes + 1))));
    }

    private static string Absent()
    {
        using var key = Ed25519Key.FromSeed(new byte[32]);
        return $"witness absent {VerifierKey.Create("witness.example/2", KeyType.Cosignature, key.PublicKey)}\n";
    }
}

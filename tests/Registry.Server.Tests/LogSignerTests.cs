using System.Text;
using Registry.AccessLog;
using Registry.Server.Hosting;

namespace Registry.Server.Tests;

/// <summary>The key set of a log is fixed when it is made: every key signs, or nothing is signed.</summary>
public sealed class LogSignerTests : IDisposable
{
    private const string Origin = "registry.example/log/1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("registry-log-keys-");

    public LogSignerTests() => LogSigner.CreateKeys(Origin, "ed25519.seed", (name, content) => File.WriteAllBytes(Place(name), content));

    private string Seed => Place("ed25519.seed");

    [Fact]
    public async Task Every_checkpoint_carries_all_three_kinds_of_signature()
    {
        using var signer = new LogSigner(Origin, Seed);

        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(await signer.Sign(TreeHead.Empty, default)));

        Assert.Equal([KeyType.Ed25519, KeyType.Cosignature, KeyType.Ecdsa], signer.Policy.LogKeys.Select(key => key.Type));
        Assert.Equal(3, note.Signatures.Count);
        Assert.Equal(TreeHead.Empty, signer.Policy.Verify(note).Head);
        Assert.Equal(signer.Policy.LogKeys[0], signer.Verifier);
    }

    [Theory]
    [InlineData("timestamp.seed")]
    [InlineData("ecdsa-p256.pem")]
    public void A_key_that_is_missing_or_another_one_refuses_to_sign(string file)
    {
        var mine = File.ReadAllBytes(Place(file));
        File.Delete(Place(file));
        Refuses("nothing is signed without every key of the log");

        LogSigner.CreateKeys(Origin, "other", (name, content) =>
        {
            if (name == file)
                File.WriteAllBytes(Place(file), content);
        });
        Refuses("nothing is signed without every key of the log");

        File.WriteAllText(Place(file), "?");
        Refuses("is damaged");

        File.WriteAllBytes(Place(file), mine);
        new LogSigner(Origin, Seed).Dispose();
    }

    [Fact]
    public void A_policy_that_is_missing_damaged_or_of_another_log_refuses_to_sign()
    {
        var policy = File.ReadAllText(Place("policy"));
        File.Delete(Place("policy"));
        Refuses("policy");
        File.WriteAllText(Place("policy"), "log\n");
        Refuses("policy line 1");
        File.WriteAllText(Place("policy"), policy);
        Refuses("nothing is signed without every key of the log", origin: "registry.example/log/2");
    }

    [Fact]
    public void A_key_beside_the_others_that_the_policy_does_not_name_signs_nothing()
    {
        File.WriteAllLines(Place("narrow"), File.ReadLines(Place("policy")).Where((_, line) => line is 0 or 3));

        using var signer = new LogSigner(Origin, Seed, Place("narrow"));

        Assert.Single(signer.Policy.LogKeys);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Place(string name) => Path.Combine(folder.FullName, name);

    private void Refuses(string because, string origin = Origin) =>
        Assert.Contains(because, Assert.Throws<StartRefusedException>(() => new LogSigner(origin, Seed)).Message, StringComparison.Ordinal);
}

namespace Registry.AccessLog.Tests;

/// <summary>A witness never forgets, and never cosigns two histories.</summary>
public sealed class WitnessMemoryTests : IDisposable
{
    private readonly WitnessCase given = new();

    [Fact]
    public async Task What_was_cosigned_is_remembered_after_a_restart()
    {
        await given.Ask(0, 7);

        given.Restart();

        Assert.Equal("7\n", (await given.Ask(0, 9)).Body);
        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(7, 300)).Verdict);
    }

    [Fact]
    public async Task It_is_on_disk_before_the_cosignature_is_handed_out()
    {
        var answer = await given.Ask(0, 7);

        var onDisk = SignedNote.Parse(File.ReadAllBytes(given.File));

        Assert.Equal(answer.Body, onDisk.Signatures[^1].ToLine());
        Assert.Equal(7, Checkpoint.Parse(onDisk.Text).Head.Size);
        Assert.Equal(onDisk.ToString(), given.Open.Newest(WitnessCase.OriginHash)!.ToString());
    }

    [Fact]
    public async Task A_log_that_stands_still_gets_its_cosignature_without_a_write()
    {
        await given.Ask(0, 7);
        File.Delete(given.File);

        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(7, 7)).Verdict);

        Assert.False(File.Exists(given.File));
    }

    [Fact]
    public async Task A_crash_before_the_rename_leaves_the_older_checkpoint_and_the_log_tries_again()
    {
        await given.Ask(0, 7);
        File.WriteAllText(given.File + ".tmp", "half a chec");

        given.Restart();

        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(7, 300)).Verdict);
    }

    [Fact]
    public async Task A_disk_that_fails_gives_no_cosignature_and_the_witness_goes_on_when_it_is_back()
    {
        await given.Ask(0, 7);
        Directory.CreateDirectory(given.File + ".tmp");

        await Assert.ThrowsAnyAsync<Exception>(() => given.Ask(7, 300));
        Directory.Delete(given.File + ".tmp");

        Assert.Equal(WitnessVerdict.Cosign, (await given.Ask(7, 300)).Verdict);
    }

    [Fact]
    public async Task Of_many_requests_at_once_for_one_log_one_wins_and_the_others_hear_its_size()
    {
        await given.Ask(0, 7);
        var requests = new List<AddCheckpoint>();
        for (var i = 0; i < 16; i++)
            requests.Add(await given.Request(7, 20 + i, forkAt: 8 + i));

        var answers = await Task.WhenAll(requests.Select(request => Task.Run(() => given.Ask(request))));

        var won = Assert.Single(answers, answer => answer.Verdict == WitnessVerdict.Cosign);
        var size = requests[Array.IndexOf(answers, won)].Checkpoint.Head.Size;
        Assert.All(answers.Where(answer => answer != won), answer => Assert.Equal($"{size}\n", answer.Body));
        Assert.Equal(size, Checkpoint.Parse(SignedNote.Parse(File.ReadAllBytes(given.File)).Text).Head.Size);
    }

    [Fact]
    public async Task Lines_of_strangers_are_not_carried_on()
    {
        using var stranger = Ed25519Key.FromSeed(new byte[32]);
        var request = await given.Request(0, 7);

        await given.Ask(request with { Note = await request.Note.AddAsync([new Ed25519NoteSigner("stranger", stranger)]) });

        Assert.Equal([Vectors.Origin, WitnessCase.Name], given.Open.Newest(WitnessCase.OriginHash)!.Signatures.Select(line => line.Name));
    }

    [Fact]
    public async Task A_memory_that_is_damaged_or_not_its_own_refuses_the_start()
    {
        await given.Ask(0, 7);
        var genuine = File.ReadAllBytes(given.File);
        foreach (var forged in (byte[][])[[], genuine[..^9], Vectors.CheckpointBytes(5)])
        {
            File.WriteAllBytes(given.File, forged);
            Assert.Throws<VerificationFailedException>(given.Restart);
        }

        File.WriteAllBytes(given.File, genuine);
        given.Restart();
    }

    [Fact]
    public void A_folder_of_another_key_without_marker_or_in_use_is_refused()
    {
        using var other = Ed25519Key.FromSeed(new byte[32]);
        var stranger = new CosignatureSigner(WitnessCase.Name, other, TimeProvider.System);

        Assert.Throws<IOException>(() => Witness.Open(given.Folder, given.Signer, given.Logs));
        Assert.Throws<VerificationFailedException>(() => Witness.Open(given.Folder, stranger, given.Logs));
        Assert.Throws<IOException>(() => Witness.Create(given.Folder, given.Signer.Key));
        File.Delete(Path.Combine(given.Folder, "witness"));
        Assert.Throws<VerificationFailedException>(given.Restart);
    }

    public void Dispose() => given.Dispose();
}

using Registry.AccessLog;
using Registry.Load;
using Registry.Verify.Kits;
using Registry.Verify.Records;

namespace Registry.Verify.Tests;

/// <summary>A kit is all that a court gets: it is checked alone, opens its own records and no other, and no byte of it can be changed unnoticed.</summary>
public sealed class KitCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kits-");
    private readonly GeneratedLog log = new();
    private readonly Dictionary<long, StoredRecord> records = [];

    [Fact]
    public async Task A_court_checks_a_kit_with_nothing_else()
    {
        var kit = await KitAsync([3, 700], "--words");
        Directory.Delete(Place("export"), recursive: true);
        File.Delete(Place("audit.pem"));

        var (code, output, _) = await RunAsync("kit", kit);

        Assert.Equal(0, code);
        Assert.StartsWith("VERIFIED: 2 records of the log log.generated/1 are genuine, open, and say what the kit says of them.\nThey were in the log when its checkpoint of 900 entries was signed", output);
        Assert.Contains("Fingerprint of the keys: ", output);
        Assert.Contains("NOTE: the keys came with the kit itself.", output);
        Assert.Contains($"  Cán bộ: {GeneratedLog.OfficerOf(3)}\n", output);
        Assert.Contains("  Mục đích: Tiếp nhận người trở về\n", output);
        Assert.Contains("  Purpose: Receive a returnee\n", output);
        Assert.Contains("  Lý do cán bộ nêu: vì sao\n", output);
        Assert.Contains($"  Person looked at: {GeneratedLog.PersonOf(700)}\n", output);
        Assert.Contains("that there was no further look", output);
        Assert.Contains("rằng không còn lượt truy cập nào khác", output);
    }

    [Fact]
    public async Task What_the_command_says_is_what_the_file_says()
    {
        var kit = await KitAsync([5]);

        var (_, output, _) = await RunAsync("kit", kit);

        Assert.Contains(output[output.IndexOf("BỘ CHỨNG CỨ", StringComparison.Ordinal)..], await File.ReadAllTextAsync(kit));
    }

    [Fact]
    public async Task Every_changed_byte_is_found_and_named()
    {
        var genuine = await File.ReadAllBytesAsync(await KitAsync([4]));
        Assert.Single(Kit.Verify(genuine, trusted: null).Lines);

        for (var at = 0; at < genuine.Length; at++)
        {
            var changed = genuine.ToArray();
            changed[at] ^= (byte)(1 << (at % 7));

            var found = Assert.ThrowsAny<Exception>(() => Kit.Verify(changed, trusted: null));

            Assert.True(found is UnusableException && found.Message.Contains("first line", StringComparison.Ordinal)
                || found is VerificationFailedException && found.Message.Contains("The kit was changed: ", StringComparison.Ordinal), $"{at}: {found}");
        }
    }

    [Fact]
    public async Task A_kit_that_was_cut_or_written_on_is_found()
    {
        var genuine = await File.ReadAllBytesAsync(await KitAsync([4]));

        Assert.All(Enumerable.Range(0, genuine.Length).Where(length => length % 7 == 0 || length > genuine.Length - 100), length => Assert.ThrowsAny<Exception>(() => Kit.Verify(genuine.AsMemory(0, length), trusted: null)));
        Assert.Throws<VerificationFailedException>(() => Kit.Verify((byte[])[.. genuine, (byte)'\n'], trusted: null));
    }

    [Fact]
    public async Task A_forger_who_writes_new_hashes_is_found_by_what_the_hashes_stand_for()
    {
        var genuine = await File.ReadAllBytesAsync(await KitAsync([4]));
        var parts = KitParts.Read(genuine);
        var seeded = 20261122u;
        Assert.Single(Kit.Verify(KitParts.Write(parts), trusted: null).Lines);

        // The policy apart: whoever makes the policy anew needs a log of his own, and its fingerprint tells.
        foreach (var part in (int[])[0, 2])
            for (var i = 0; i < 300; i++)
            {
                seeded = seeded * 1664525 + 1013904223;
                var text = parts[part].Text.ToCharArray();
                text[seeded % (uint)text.Length] ^= (char)(1 << (i % 6));
                var forged = parts.ToArray();
                forged[part] = (parts[part].Name, new string(text));

                Assert.Throws<VerificationFailedException>(() => Kit.Verify(KitParts.Write(forged), trusted: null));
            }
    }

    [Fact]
    public async Task A_kit_that_rests_on_other_keys_is_refused_by_whoever_brings_the_policy()
    {
        var kit = await KitAsync([4]);
        using var other = new GeneratedLog();
        await other.WriteAsync(Place("other"), 1);

        var own = await RunAsync("kit", kit, "--policy", Place("policy"));
        var strange = await RunAsync("kit", kit, "--policy", Path.Combine(Place("other"), "policy"));

        Assert.Equal((0, 1), (own.Code, strange.Code));
        Assert.DoesNotContain("NOTE: the keys came with the kit", own.Output);
        Assert.Contains("the kit rests on other keys than those that you trust", strange.Output);
    }

    [Fact]
    public async Task The_keys_of_a_kit_open_no_other_record_and_no_other_part()
    {
        var kit = await KitAsync([4]);
        var carried = Kit.Verify(await File.ReadAllBytesAsync(kit), trusted: null).Kit.Records.Single();

        foreach (var (_, other) in records.Where(record => record.Key != 4))
        {
            Assert.Null(PartBox.Open(carried.ActorKey, other.Id, Part.Actor, other.Actor.Span));
            Assert.Null(PartBox.Open(carried.SubjectKey, other.Id, Part.Subject, other.Subject.Span));
            Assert.Null(PartBox.Open(carried.ActorKey, carried.Stored.Id, Part.Actor, other.Actor.Span));
        }

        Assert.Null(PartBox.Open(carried.ActorKey, carried.Stored.Id, Part.Subject, carried.Stored.Subject.Span));
        Assert.NotNull(PartBox.Open(carried.ActorKey, carried.Stored.Id, Part.Actor, carried.Stored.Actor.Span));
    }

    [Fact]
    public async Task Without_being_asked_a_kit_leaves_the_officers_reason_out_and_says_so()
    {
        var kit = await KitAsync([3]);

        var carried = Kit.Verify(await File.ReadAllBytesAsync(kit), trusted: null).Kit.Records.Single();

        Assert.Null(carried.JustificationKey);
        Assert.True(carried.Stored.Justification.IsEmpty);
        Assert.Contains("(có nêu, không kèm theo tệp này)", await File.ReadAllTextAsync(kit));
    }

    [Fact]
    public async Task A_record_that_is_not_there_gives_no_kit()
    {
        await WriteAsync();

        var (code, _, error) = await RunAsync([.. Records, "--record", $"{Guid.NewGuid()}", "--format", "kit", "--out", Place("none.kit")]);

        Assert.Equal(2, code);
        Assert.Contains("The log has no record with the id", error);
        Assert.Empty(folder.GetFiles("none*"));
    }

    [Fact]
    public async Task A_kit_holds_no_more_than_a_court_can_read()
    {
        await WriteAsync();

        var (code, _, error) = await RunAsync([.. Records, "--format", "kit", "--out", Place("all.kit")]);

        Assert.Equal(2, code);
        Assert.Contains("A kit holds 100 records at most", error);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private string[] Records => ["records", Place("export"), "--key", Place("audit.pem"), "--policy", Place("policy")];

    private string Place(string name) => Path.Combine(folder.FullName, name);

    private async Task WriteAsync()
    {
        await log.WriteAsync(Place("export"), 900, (line, record) =>
        {
            lock (records)
                records[line] = record;
            return record;
        });
        await File.WriteAllTextAsync(Place("audit.pem"), log.KeyPem);
        File.Copy(Path.Combine(Place("export"), "policy"), Place("policy"));
    }

    private async Task<string> KitAsync(long[] lines, params string[] more)
    {
        await WriteAsync();
        var (code, output, error) = await RunAsync([.. Records, .. lines.SelectMany(line => (string[])["--record", $"{records[line].Id}"]), "--format", "kit", "--out", Place("look.kit"), .. more]);
        Assert.True(code == 0, output + error);
        return Place("look.kit");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.AccessLog;
using Registry.Load;

namespace Registry.Verify.Tests;

/// <summary>What was shredded under a policy is said, and is no damage; a key that is gone without a line stays damage.</summary>
public sealed class ShreddedRecordsTests : IDisposable
{
    private const int Lines = 300;
    private const string Policy = """{"id":"LT-01","legal_ground":"Điều 1","approved_by":["A","B"]}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shredded-");
    private readonly GeneratedLog log = new();

    private string Export => Path.Combine(folder.FullName, "export");

    private string Written => Path.Combine(folder.FullName, "policy.json");

    [Fact]
    public async Task Records_that_a_line_shredded_are_counted_with_policy_and_index_and_are_no_damage()
    {
        await Shred();

        var (code, output) = await Run("records", "--count");

        Assert.Equal(0, code);
        Assert.Contains($"COMPLETE AS FAR AS KEPT: 1 lines in all. All 1 of {Lines + 1} records that were not shredded were opened; each of the {Lines} others may have been one more.", output, StringComparison.Ordinal);
        Assert.Contains($"{Lines} records were shredded under policy LT-01 (sha256 {Hash(Policy)}) at index {Lines}.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_verifies_as_before_and_says_what_was_shredded_without_any_key()
    {
        await Shred();

        var (code, output) = await Run("log");

        Assert.Equal(0, code);
        Assert.StartsWith("VERIFIED: all 301 entries", output, StringComparison.Ordinal);
        Assert.Contains($"shredded under policy LT-01 (sha256 {Hash(Policy)}) at index {Lines}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_are_told_that_the_answer_is_not_all_that_ever_was()
    {
        await Shred();

        var (_, output) = await Run("records", "--count", "--json");

        var summary = JsonDocument.Parse(output.Trim()).RootElement;
        Assert.False(summary.GetProperty("complete").GetBoolean());
        Assert.Equal(Lines, summary.GetProperty("shredded")[0].GetProperty("records").GetInt32());
    }

    [Fact]
    public async Task A_key_that_is_gone_without_a_line_is_damage()
    {
        await Shred(erasures: false);

        var (code, output) = await Run("records", "--count");

        Assert.Equal(8, code);
        Assert.Contains($"and {Lines} records that could not be opened", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shredding_under_a_policy_that_the_reader_does_not_accept_is_damage()
    {
        await Shred();
        await File.WriteAllTextAsync(Written, Policy);
        Assert.Equal(0, (await Run("records", "--count", "--retention", Written)).Code);

        await File.WriteAllTextAsync(Written, Policy + " ");

        Assert.Equal(8, (await Run("records", "--count", "--retention", Written)).Code);
    }

    [Fact]
    public async Task A_line_shreds_nothing_that_was_written_after_it()
    {
        // The erasure names its own epoch: its own line is not older than itself.
        await Shred(own: true);

        Assert.Equal(8, (await Run("records", "--count")).Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("299")]
    [InlineData("301")]
    [InlineData("x")]
    public async Task An_erasure_that_the_log_does_not_hold_is_not_genuine(string index)
    {
        await Shred();
        var file = Path.Combine(Export, "erasures");
        await File.WriteAllTextAsync(file, index + (await File.ReadAllTextAsync(file))[3..]);

        Assert.Equal(1, (await Run("log")).Code);
        Assert.Equal(1, (await Run("records", "--count")).Code);
    }

    [Fact]
    public async Task A_kit_of_a_shredded_record_is_refused_and_says_why()
    {
        await Shred();
        var bundle = new TileDirectory(Export).Records(new TilePath(TileKind.Records, 0, 0, 256));

        var (code, output) = await Run("records", "--record", $"{bundle[7].Id}", "--format", "kit", "--out", Path.Combine(folder.FullName, "court.kit"));

        Assert.Equal(2, code);
        Assert.Contains($"SHREDDED: entry 7, record {bundle[7].Id}: shredded under policy LT-01", output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task Shred(bool erasures = true, bool own = false)
    {
        var (id, opening) = (Guid.NewGuid(), Array.Empty<byte>());
        await log.WriteAsync(Export, Lines, last: sealer =>
        {
            var said = JsonSerializer.SerializeToUtf8Bytes(new
            {
                kind = "erasure",
                at = "2026-01-01T00:00:00+00:00",
                erased = new { policy = "LT-01", policy_hash = Hash(Policy), policy_text = Policy, epochs = own ? log.Epochs : [log.Epochs[0]], lines = Lines },
            });
            (var parts, opening) = sealer.SealForEverybody(id, said);
            return new StoredRecord(id, parts.Actor, parts.Subject, default);
        });
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "audit.pem"), log.KeyPem);
        var epochs = Path.Combine(Export, "audit-epochs");
        await File.WriteAllLinesAsync(epochs, (await File.ReadAllLinesAsync(epochs)).Skip(own ? 2 : 1));
        if (erasures)
            await File.WriteAllTextAsync(Path.Combine(Export, "erasures"), $"{Lines} {id:d} {Convert.ToBase64String(opening)}\n");
    }

    private async Task<(int Code, string Output)> Run(string command, params string[] question)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] key = command == "records" ? ["--key", Path.Combine(folder.FullName, "audit.pem")] : [];
        var code = await VerifyCommand.RunAsync([command, Export, .. key, "--policy", Path.Combine(Export, "policy"), .. question], output, error);
        return (code, output.ToString());
    }
}

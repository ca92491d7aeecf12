using System.Text.Json;
using Registry.AccessLog;
using Registry.Load;

namespace Registry.Verify.Tests;

/// <summary>The inspectorate opens the log by itself. The records are sealed by the registry's own sealer and opened by the program's own reader.</summary>
public sealed class RecordsCommandTests : IDisposable
{
    private const int Incomplete = 8;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("records-");
    private readonly GeneratedLog log = new();

    private string Export => Path.Combine(folder.FullName, "export");

    private string Key => Path.Combine(folder.FullName, "audit.pem");

    [Fact]
    public async Task Every_line_about_a_person_is_found_and_it_is_said_that_there_is_no_further_one()
    {
        await WriteAsync(3300);
        var person = GeneratedLog.PersonOf(299);

        var (code, output, _) = await RunAsync("--person", $"{person}");

        Assert.Equal(0, code);
        var lines = output.Split('\n').Where(line => line.Contains($"{person}", StringComparison.Ordinal) && !line.StartsWith("COMPLETE", StringComparison.Ordinal)).ToList();
        Assert.Equal(["299", "1299", "2299", "3299"], lines.Select(line => line.Trim().Split(' ')[0]));
        Assert.Contains($"COMPLETE: 4 lines about person {person}. All 3300 records of the log log.generated/1 up to its newest checkpoint were opened: there is no further one in it.", output);
        Assert.Contains("A look that never was logged is not in it", output);
    }

    [Fact]
    public async Task Lines_about_any_person_of_a_list_are_found_and_a_list_that_names_nobody_is_no_question()
    {
        await WriteAsync(3300);
        var (list, nobody, badly) = (Path.Combine(folder.FullName, "canaries"), Path.Combine(folder.FullName, "nobody"), Path.Combine(folder.FullName, "badly"));
        await File.WriteAllTextAsync(list, $"# kept by the inspectorate\n{GeneratedLog.PersonOf(299)}  # a telephone of ours\n\n{GeneratedLog.PersonOf(301)}\n");
        await File.WriteAllTextAsync(nobody, "# nobody yet\n");
        await File.WriteAllTextAsync(badly, $"{GeneratedLog.PersonOf(299)}\nBà X\n");

        var (code, output, _) = await RunAsync("--persons", list);

        Assert.Equal(0, code);
        Assert.Equal(["299", "301", "1299", "1301", "2299", "2301", "3299"], output.Split('\n').Where(line => line.Contains(" record ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0]));
        Assert.Contains("COMPLETE: 7 lines about any of 2 persons.", output);
        foreach (var file in (string[])[nobody, badly, list + "?"])
        {
            var (refused, _, said) = await RunAsync("--persons", file);
            Assert.Equal(2, refused);
            Assert.DoesNotContain("Bà X", said);
        }
    }

    [Theory]
    [InlineData(60, "--officer", "officer/7")]
    [InlineData(60, "--agency", "CA-TTH", "--officer", "officer/0")]
    [InlineData(0, "--officer", "officer/07")]
    [InlineData(0, "--agency", "CA")]
    [InlineData(0, "--method", "AuditService/ListAccesses")]
    [InlineData(60, "--from", "2026-01-01T00:01:00Z", "--to", "2026-01-01T00:02:00Z")]
    [InlineData(1, "--person", "00000012-0007-0007-0807-060504030201", "--to", "2026-01-01T00:10:00Z")]
    [InlineData(3000)]
    public async Task A_question_is_answered_by_what_the_lines_say(int expected, params string[] question)
    {
        await WriteAsync(3000);

        var (code, output, _) = await RunAsync([.. question, "--count", "--json"]);

        Assert.Equal(0, code);
        var summary = JsonDocument.Parse(output.Trim()).RootElement;
        Assert.Equal((expected, 3000, 0), (summary.GetProperty("found").GetInt32(), summary.GetProperty("opened").GetInt32(), summary.GetProperty("unreadable").GetInt32()));
        Assert.True(summary.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Machines_get_one_object_a_line_with_all_that_was_said()
    {
        await WriteAsync(10);

        var (_, output, _) = await RunAsync("--json");

        var lines = output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(11, lines.Count);
        Assert.Equal("vì sao", lines[3].GetProperty("justification").GetString());
        Assert.Equal(JsonValueKind.Null, lines[4].GetProperty("justification").ValueKind);
        Assert.Equal(GeneratedLog.OfficerOf(4), lines[4].GetProperty("said").GetProperty("officer").GetString());
        Assert.Equal("summary", lines[^1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_record_that_does_not_open_is_named_and_nothing_is_called_complete()
    {
        await WriteAsync(600, (line, record) => line switch
        {
            // The leaf covers neither id nor justification; opening does.
            17 => record with { Id = Guid.NewGuid() },
            18 => record with { Justification = "another"u8.ToArray() },
            19 => record with { Subject = new byte[90] },
            21 => record with { Justification = default },
            _ => record,
        });

        var (code, output, _) = await RunAsync();

        Assert.Equal(Incomplete, code);
        Assert.Equal(["17", "18", "19"], output.Split('\n').Where(line => line.StartsWith("UNREADABLE: entry ", StringComparison.Ordinal)).Select(line => line.Split(' ', ',')[2]));
        Assert.Contains("NOT COMPLETE: 597 lines in all, and 3 records that could not be opened", output);
        Assert.Contains("(justification shredded)", output);
        Assert.Equal(0, (await RunAsync("--person", $"{GeneratedLog.PersonOf(20)}", "--count")).Output.Split('\n').Count(line => line.StartsWith("COMPLETE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("of another inspectorate")]
    public async Task Records_of_an_epoch_whose_key_is_missing_are_counted(string what)
    {
        await WriteAsync(300);
        var epochs = Path.Combine(Export, "audit-epochs");
        using var other = new GeneratedLog();
        await other.WriteAsync(Path.Combine(folder.FullName, "other"), 1);
        var strange = (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "other", "audit-epochs"))).Split(' ')[1];
        await File.WriteAllTextAsync(epochs, what == "missing" ? "" : (await File.ReadAllTextAsync(epochs)).Split(' ')[0] + " " + strange);

        var (code, output, _) = await RunAsync("--count");

        Assert.Equal(Incomplete, code);
        Assert.Contains("and 300 records that could not be opened", output);
        Assert.Contains("is missing or was wrapped to another inspectorate", output);
    }

    [Fact]
    public async Task A_log_that_is_not_genuine_is_not_opened()
    {
        await WriteAsync(600);
        var file = Path.Combine(Export, "records/001");
        var content = await File.ReadAllBytesAsync(file);
        content[500] ^= 1;
        await File.WriteAllBytesAsync(file, content);

        var (code, output, _) = await RunAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("NOT GENUINE: Entry ", output);
        Assert.Contains("Nothing was opened.", output);
        Assert.DoesNotContain("officer/", output);
    }

    [Fact]
    public async Task A_wrong_key_or_an_export_without_records_is_no_verdict()
    {
        await WriteAsync(300);
        Directory.Delete(Path.Combine(Export, "records"), recursive: true);
        Assert.Equal(2, (await RunAsync()).Code);
        await File.WriteAllTextAsync(Key, "no key");
        Assert.Equal(2, (await RunAsync()).Code);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task WriteAsync(int count, Func<long, StoredRecord, StoredRecord>? change = null)
    {
        await File.WriteAllTextAsync(Key, log.KeyPem);
        await log.WriteAsync(Export, count, change);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] question)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(["records", Export, "--key", Key, "--policy", Path.Combine(Export, "policy"), .. question], output, error);
        return (code, output.ToString(), error.ToString());
    }
}

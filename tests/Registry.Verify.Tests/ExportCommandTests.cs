using System.Text;
using System.Text.Json;
using Registry.Load;

namespace Registry.Verify.Tests;

/// <summary>Exports leave the inspectorate: whoever gets the file has it and the policy, and nothing else of the log.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("exports-");
    private readonly GeneratedLog log = new();

    public static TheoryData<string> Formats => ["csv", "jsonl", "fhir"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Each_line_is_checked_with_the_file_and_the_policy_alone(string format)
    {
        var file = await ExportAsync(600, format);
        Directory.Delete(Place("export"), recursive: true);

        var (code, output, error) = await RunAsync("export", file, "--policy", Place("policy"));

        Assert.True(code == 0, output + error);
        Assert.StartsWith("VERIFIED: all 600 lines of the file say what the log log.generated/1 holds, under its checkpoint of 600 entries.", output);
        Assert.Contains("whether lines were left out of the file, it cannot show", output);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_changed_character_is_found_wherever_it_stands(string format)
    {
        var file = await ExportAsync(5, format, "--officer", GeneratedLog.OfficerOf(3));
        var genuine = await File.ReadAllBytesAsync(file);
        var seeded = 20261122u;

        for (var i = 0; i < 60; i++)
        {
            seeded = seeded * 1664525 + 1013904223;
            var changed = genuine.ToArray();
            changed[seeded % (uint)changed.Length] ^= (byte)(1 << (i % 7));
            await File.WriteAllBytesAsync(file, changed);

            Assert.NotEqual(0, (await RunAsync("export", file, "--policy", Place("policy"))).Code);
        }
    }

    [Theory]
    [InlineData("csv", "CA-TTH", "CA-HCM")]
    [InlineData("jsonl", "IdentityService/GetIdentity", "IdentityService/GetIdentitx")]
    [InlineData("fhir", "officer/1", "officer/2")]
    public async Task A_line_that_says_something_else_than_its_record_is_named(string format, string said, string forged)
    {
        var file = await ExportAsync(4, format);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(said, forged, StringComparison.Ordinal), new UTF8Encoding(format == "csv"));

        var (code, output, _) = await RunAsync("export", file, "--policy", Place("policy"));

        Assert.Equal(1, code);
        Assert.Matches(@"^NOT GENUINE: Line \d of the file: it does not say what record .{36} says\.", output);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_line_shown_twice_or_out_of_order_is_found(string format)
    {
        var file = await ExportAsync(4, format);
        var lines = await File.ReadAllLinesAsync(file);
        var end = format == "csv" ? "\r\n" : "\n";
        await File.WriteAllTextAsync(file, string.Join(end, [.. lines, lines[^1], ""]), new UTF8Encoding(format == "csv"));

        var (code, output, _) = await RunAsync("export", file, "--policy", Place("policy"));

        Assert.Equal(1, code);
        Assert.Contains("Entry 3 stands twice, or out of order", output);
    }

    [Fact]
    public async Task Another_logs_policy_believes_no_line()
    {
        var file = await ExportAsync(4, "jsonl");
        using var other = new GeneratedLog();
        await other.WriteAsync(Place("other"), 1);

        Assert.Equal(1, (await RunAsync("export", file, "--policy", Path.Combine(Place("other"), "policy"))).Code);
    }

    [Fact]
    public async Task The_officers_reasons_go_along_only_when_asked_for_and_never_into_an_audit_event()
    {
        var without = await ExportAsync(4, "jsonl");
        var with = await RecordsAsync("jsonl", "with.jsonl", "--words");

        Assert.All(await File.ReadAllLinesAsync(without), line => Assert.Equal(JsonValueKind.Null, Parse(line).GetProperty("words").ValueKind));
        Assert.Equal(["elsewhere", "none", "none", "elsewhere"], (await File.ReadAllLinesAsync(without)).Select(line => Parse(line).GetProperty("justification").GetString()));
        Assert.Equal("vì sao", Parse((await File.ReadAllLinesAsync(with))[3]).GetProperty("words").GetString());
        Assert.Equal(0, (await RunAsync("export", with, "--policy", Place("policy"))).Code);
        Assert.DoesNotContain("justification", Parse((await File.ReadAllLinesAsync(without))[3]).GetProperty("opened_record").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync([.. Records, "--format", "fhir", "--out", Place("x"), "--words"])).Code);
    }

    [Fact]
    public async Task A_question_narrows_an_export_and_the_finding_says_that_there_is_no_further_line()
    {
        await ExportAsync(2100, "jsonl");
        var person = GeneratedLog.PersonOf(7);

        var (code, output, _) = await RunAsync([.. Records, "--person", $"{person}", "--format", "csv", "--out", folder.FullName]);

        Assert.Equal(0, code);
        Assert.Contains("WRITTEN: 3 lines to 'access-lines-2100.csv'", output);
        Assert.Contains($"COMPLETE: 3 lines about person {person}", output);
        Assert.Equal(["7", "1007", "2007"], (await File.ReadAllLinesAsync(Place("access-lines-2100.csv"))).Skip(2).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task An_export_replaces_no_file_is_read_by_its_owner_alone_and_leaves_nothing_half_written()
    {
        var file = await ExportAsync(300, "csv");

        var (code, _, error) = await RunAsync([.. Records, "--format", "csv", "--out", file]);

        Assert.Equal(2, code);
        Assert.Contains("there is a file 'lines.csv' already", error);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty(folder.GetFiles("*.partial"));
    }

    [Theory]
    [InlineData("--format", "csv")]
    [InlineData("--out", "somewhere")]
    [InlineData("--lang", "vi")]
    [InlineData("--words")]
    [InlineData("--format", "xml", "--out", "x")]
    [InlineData("--format", "jsonl", "--out", "x", "--lang", "vi")]
    [InlineData("--format", "csv", "--out", "x", "--count")]
    [InlineData("--format", "csv", "--out", "/nowhere/at/all/x")]
    public async Task Options_that_do_not_fit_together_are_no_verdict(params string[] options)
    {
        await ExportAsync(1, "csv");

        Assert.Equal(2, (await RunAsync([.. Records, .. options])).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Entry,Record\r\n")]
    [InlineData("{\"kind\":\"summary\"}\n")]
    public async Task A_file_of_another_kind_is_no_verdict(string content)
    {
        await ExportAsync(1, "csv");
        await File.WriteAllTextAsync(Place("other"), content);

        Assert.Equal(2, (await RunAsync("export", Place("other"), "--policy", Place("policy"))).Code);
    }

    [Fact]
    public async Task A_file_without_line_ends_does_not_fill_the_memory()
    {
        await ExportAsync(1, "csv");
        await File.WriteAllTextAsync(Place("long"), new string('x', 3 * 1024 * 1024));

        Assert.Equal(1, (await RunAsync("export", Place("long"), "--policy", Place("policy"))).Code);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private string[] Records => ["records", Place("export"), "--key", Place("audit.pem"), "--policy", Place("policy")];

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private string Place(string name) => Path.Combine(folder.FullName, name);

    private async Task<string> ExportAsync(int count, string format, params string[] more)
    {
        await log.WriteAsync(Place("export"), count);
        await File.WriteAllTextAsync(Place("audit.pem"), log.KeyPem);
        File.Copy(Path.Combine(Place("export"), "policy"), Place("policy"), overwrite: true);
        return await RecordsAsync(format, "lines." + format, more);
    }

    private async Task<string> RecordsAsync(string format, string name, params string[] more)
    {
        var (code, output, error) = await RunAsync([.. Records, "--format", format, "--out", Place(name), .. more]);
        Assert.True(code == 0, output + error);
        return Place(name);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

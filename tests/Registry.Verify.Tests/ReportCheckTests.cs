using System.Globalization;
using System.Text;
using System.Text.Json;
using Registry.AccessLog;
using Registry.Domain.Secrecy;
using Registry.Load;
using Registry.Sealing;

namespace Registry.Verify.Tests;

/// <summary>The registry committed to a number of lines about a person before it told her anything; the inspectorate counts them alone.</summary>
public sealed class ReportCheckTests : IDisposable
{
    private const int Lines = 2300;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reports-");

    private static Guid Her => GeneratedLog.PersonOf(7);

    private static Guid Twin => GeneratedLog.PersonOf(8);

    private string Export => Path.Combine(folder.FullName, "export");

    [Fact]
    public async Task A_report_that_counted_what_is_there_agrees_and_says_what_it_told()
    {
        await Write(size: Lines, (Her, 3));

        var (code, output) = await Run(Her);

        Assert.Equal(0, code);
        Assert.Contains($"REPORT AGREES: entry {Lines}, ", output, StringComparison.Ordinal);
        Assert.Contains($"it commits to 3 lines about person {Her} in entries 0 to {Lines}; 3 were opened here. 2 looks were told, sha256 ab.", output, StringComparison.Ordinal);
        Assert.Contains("COMPLETE: 4 lines about person", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, Lines)]
    [InlineData(4, Lines)]
    [InlineData(3, 2000)]
    [InlineData(3, Lines + 5)]
    public async Task A_report_that_counted_fewer_or_more_or_lines_that_were_not_there_yet_is_named(int committed, int size)
    {
        await Write(size, (Her, committed));

        var (code, output) = await Run(Her);

        Assert.Equal(9, code);
        Assert.Contains($"REPORT DIFFERS: entry {Lines}, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_behind_the_size_that_was_committed_to_are_no_matter()
    {
        await Write(size: 1500, (Her, 2));

        Assert.Equal(0, (await Run(Her)).Code);
    }

    [Fact]
    public async Task Every_record_of_a_person_is_counted_by_itself()
    {
        await Write(Lines, (Her, 3), (Twin, 3));
        var (code, output) = await Run(Her);
        Assert.Equal((0, 2), (code, output.Split("REPORT AGREES").Length - 1));

        await Write(Lines, (Her, 3), (Twin, 2));
        (code, output) = await Run(Her);
        Assert.Equal(9, code);
        Assert.Contains($"commits to 2 lines about person {Twin}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_do_not_open_leave_a_smaller_count_undecided_and_excuse_no_larger_one()
    {
        await Write(Lines, change: (line, record) => line == 1007 ? record with { Subject = new byte[90] } : record, records: (Her, 3));
        var (code, output) = await Run(Her);
        Assert.Equal(8, code);
        Assert.Contains("REPORT CANNOT BE COMPARED", output, StringComparison.Ordinal);

        await Write(Lines, change: (line, record) => line == 1007 ? record with { Subject = new byte[90] } : record, records: (Her, 1));
        Assert.Equal(9, (await Run(Her)).Code);
    }

    [Fact]
    public async Task A_narrower_question_compares_nothing_and_machines_get_one_object_a_report_before_the_summary()
    {
        await Write(Lines, (Her, 2));

        Assert.DoesNotContain("REPORT", (await Run(Her, "--agency", "CA-TTH")).Output, StringComparison.Ordinal);
        var said = (await Run(Her, "--json", "--count")).Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["report", "summary"], said.Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(("differs", 2, 3), (said[0].GetProperty("verdict").GetString(), said[0].GetProperty("committed").GetInt32(), said[0].GetProperty("opened").GetInt32()));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task Write(int size, params (Guid Record, int Lines)[] records) => Write(size, null, records);

    private async Task Write(int size, Func<long, StoredRecord, StoredRecord>? change, params (Guid Record, int Lines)[] records)
    {
        if (Directory.Exists(Export))
            Directory.Delete(Export, recursive: true);
        using var fresh = new GeneratedLog();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "audit.pem"), fresh.KeyPem);
        await fresh.WriteAsync(Export, Lines, change, sealer => Report(sealer, size, records));
    }

    private static StoredRecord Report(RecordSealer sealer, int size, (Guid Record, int Lines)[] records)
    {
        var id = Guid.NewGuid();
        var counts = string.Join(',', records.Select(one => string.Create(CultureInfo.InvariantCulture, $$"""{"record":"{{one.Record}}","lines":{{one.Lines}}}""")));
        var said = string.Create(CultureInfo.InvariantCulture, $$"""
            {"v":1,"at":"2026-01-02T00:00:00+00:00","kind":"outcome","officer":"stp-tth/1","agency":"STP-TTH","method":"AccessService/SubjectReport","purpose":"subject_report",
            "reported":{"from":0,"size":{{size}},"records":[{{counts}}],"looks":2,"digest":"ab"},"outcome":"TOLD"}
            """);
        var parts = sealer.Seal(id, Encoding.UTF8.GetBytes(said), [], LineScope.About(Her));
        return new StoredRecord(id, parts.Actor, parts.Subject, parts.Justification);
    }

    private async Task<(int Code, string Output)> Run(Guid person, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(
            ["records", Export, "--key", Path.Combine(folder.FullName, "audit.pem"), "--policy", Path.Combine(Export, "policy"), "--person", $"{person}", .. more], output, error);
        return (code, output + error.ToString());
    }
}

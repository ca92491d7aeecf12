using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.AccessLog;
using Registry.Verify.Evidence;
using Registry.Verify.Exports;
using Registry.Verify.Kits;
using Registry.Verify.Records;

namespace Registry.Verify.Tests;

/// <summary>How single lines are written.</summary>
public sealed class LineFormatTests
{
    private const string Person = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+84901")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("＝1+1")]
    [InlineData("|cmd")]
    public void No_cell_of_a_spreadsheet_is_a_formula(string officer)
    {
        var cell = Cells(new CsvFormat(Tongue.English).Write(Line($$"""{"at":"2026-01-01T00:00:00+00:00","kind":"intent","officer":{{JsonSerializer.Serialize(officer)}}}""")))[5];

        Assert.DoesNotContain(cell.TrimStart()[0], "=+-@|%＝＋－＠");
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a\"b")]
    [InlineData(" a ")]
    public void A_cell_comes_back_as_it_was(string officer)
    {
        var row = new CsvFormat(Tongue.English).Write(Line($$"""{"at":"2026-01-01T00:00:00+00:00","kind":"intent","officer":{{JsonSerializer.Serialize(officer)}}}"""));

        Assert.Equal(officer, Cells(row)[5]);
    }

    [Fact]
    public void What_callers_wrote_breaks_no_row()
    {
        var row = new CsvFormat(Tongue.Both).Write(Line("""{"at":"2026-01-01T00:00:00+00:00","kind":"intent","officer":"a\r\nb\u2028c\u202ed"}"""));

        Assert.Equal("a\uFFFD\uFFFDb\uFFFDc\uFFFDd", Cells(row)[5]);
    }

    [Fact]
    public void Headings_stand_in_vietnamese_and_english()
    {
        Assert.Equal(2, CsvFormat.HeadOf(Tongue.Both).Count);
        Assert.StartsWith("Số thứ tự trong nhật ký,Mã bản ghi,Thời điểm (UTC),Loại,Cơ quan,Cán bộ,", CsvFormat.HeadOf(Tongue.Vietnamese)[0]);
        Assert.StartsWith("Entry,Record,Time (UTC),Kind,Agency,Officer,", CsvFormat.HeadOf(Tongue.English)[0]);
        Assert.All(CsvFormat.HeadOf(Tongue.Both), row => Assert.Equal(Cells(new CsvFormat(Tongue.Both).Write(Line("""{"at":"2026-01-01T00:00:00Z"}"""))).Count, Cells(row).Count));
    }

    [Theory]
    [InlineData(Tongue.Vietnamese, "Khám, chữa bệnh", "Tình trạng hồ sơ; Sức khỏe, tâm lý")]
    [InlineData(Tongue.English, "Treatment", "Status; Health")]
    [InlineData(Tongue.Both, "Khám, chữa bệnh / Treatment", "Tình trạng hồ sơ / Status; Sức khỏe, tâm lý / Health")]
    internal void Codes_are_words_in_a_spreadsheet(Tongue tongue, string purpose, string classes)
    {
        var cells = Cells(new CsvFormat(tongue).Write(Line("""{"at":"2026-01-01T00:00:00Z","kind":"intent","purpose":"treatment","granted":{"status":"NTK-1","health":"NTK-2"}}""")));

        Assert.Equal((purpose, classes, "NTK-1; NTK-2"), (cells[8], cells[13], cells[15]));
    }

    [Theory]
    [InlineData("intent", "IdentityService/GetIdentity", 0, "OK", Person, "PatientRead", "rest", "read", "R", "0")]
    [InlineData("intent", "AccessService/GetReceipt", 0, "OK", null, "Read", "rest", "read 110101", "R", "0")]
    [InlineData("intent", "AuditService/ListAccesses", 0, "OK", Person, "PatientRead", "rest", "read 110101", "R", "0")]
    [InlineData("intent", "VictimService/RegisterVictim", 0, "OK", Person, null, "rest", "operation", "E", "0")]
    [InlineData("outcome", "VictimService/RegisterVictim", 1, "OK", Person, "PatientUpdate", "rest", "update", "U", "0")]
    [InlineData("outcome", "ProtectionService/DecideMeasure", 0, "NO_POWER", Person, null, "rest", "update", "U", "8")]
    [InlineData("denial", "IdentityService/GetIdentity", 0, "NOT_FOUND", Person, null, "110113", "AuthZ-Role", "E", "8")]
    [InlineData("denial", "(no valid token)", 0, "UNAUTHENTICATED", null, null, "110113", "AuthZ-Role", "E", "8")]
    [InlineData("start", "Start/1.0", 0, "OK", null, null, "110100", "110120", "E", "0")]
    public void Each_kind_of_line_follows_its_pattern(
        string kind, string method, int appended, string outcome, string? person, string? profile, string type, string subtypes, string action, string result)
    {
        var said = $$"""{"at":"2026-01-01T00:00:00+00:00","kind":"{{kind}}","issuer":"urn:issuer","officer":"o/1","agency":"CA-TTH","method":"{{method}}","outcome":"{{outcome}}","trace":"t","appended":[{{string.Join(",", Enumerable.Repeat("{}", appended))}}]}""";

        var resource = JsonNode.Parse(new FhirFormat().Write(Line(said, person)))!;

        Assert.Equal(profile, ((string?)resource["meta"]?["profile"]?[0])?.Split("IHE.BasicAudit.")[1]);
        Assert.Equal((type, action, result, outcome), ((string?)resource["type"]!["code"], (string?)resource["action"], (string?)resource["outcome"], (string?)resource["outcomeDesc"]));
        Assert.Equal(subtypes, string.Join(' ', resource["subtype"]!.AsArray().Select(one => (string?)one!["code"])));
    }

    [Fact]
    public void An_audit_event_keeps_what_r4_and_the_pattern_demand()
    {
        var said = """{"at":"2026-01-01T00:00:00+00:00","kind":"intent","issuer":"urn:issuer","officer":"o/1","agency":"CA-TTH","method":"IdentityService/GetIdentity","purpose":"treatment","legal_basis":"QD22/2015-D9 k1","outcome":"OK","trace":"t","asked":["health"],"granted":{"health":"NTK-2"}}""";

        var resource = JsonNode.Parse(new FhirFormat().Write(Line(said, Person)))!;

        var agents = resource["agent"]!.AsArray();
        Assert.Equal(["IRCP", "110152", "110153"], agents.Select(agent => (string?)agent!["type"]!["coding"]![0]!["code"]));
        Assert.Equal([true, false, false], agents.Select(agent => (bool)agent!["requestor"]!));
        Assert.All(agents.Skip(1), agent => Assert.NotNull(agent!["network"]));
        Assert.Null(agents[0]!["network"]);
        Assert.Equal("urn:registry:legal-basis:QD22%2F2015-D9%20k1", (string?)agents[0]!["policy"]![0]);
        Assert.Equal(["1", "2", "XrequestId", "4"], resource["entity"]!.AsArray().Select(entity => (string?)entity!["type"]!["code"]));
        Assert.Equal(Person, (string?)resource["entity"]![0]!["what"]!["identifier"]!["value"]);
        Assert.NotNull(resource["source"]!["observer"]);
        Assert.Equal("2026-01-01T00:00:00.000Z", (string?)resource["recorded"]);
    }

    [Fact]
    public void The_words_of_a_kit_of_version_1_are_frozen()
    {
        var said = """{"at":"2026-01-01T00:00:00+00:00","kind":"denial","issuer":"urn:issuer","officer":"o/1","agency":"CA-TTH","method":"IdentityService/GetIdentity","purpose":"treatment","legal_basis":"QD22/2015-D9","outcome":"NOT_FOUND","asked":["health"],"refused":{"health":"N2K-SCOPE"}}""";

        var words = KitWords.Of(Policy(), [Line(said, Person)]);

        Assert.Equal("5478c9224a9fff4194cc74c795b5fe11bdff5f832935ea780c93b6993263160b", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words))));
    }

    [Fact]
    public void What_callers_wrote_does_not_turn_the_direction_of_what_a_court_reads()
    {
        var words = KitWords.Of(Policy(), [Line("""{"at":"2026-01-01T00:00:00Z","kind":"intent","legal_basis":"a\u202eb\u2066c\u001b[2J","purpose":"khám"}""")]);

        Assert.DoesNotContain(words, letter => letter is '\u202e' or '\u2066' or '\u001b');
        Assert.Contains("khám", words);
    }

    private static LogPolicy Policy()
    {
        using var key = Ed25519Key.FromSeed(new byte[32]);
        return LogPolicy.OfLog([new Ed25519NoteSigner("log.test/1", key).Key]);
    }

    private static ProvenLine Line(string said, string? person = null)
    {
        var stored = new StoredRecord(Guid.Parse("11111111-2222-3333-4444-555555555555"), new byte[] { 1 }, new byte[] { 2 }, default);
        var note = new SignedNote("log.test/1\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", []);
        var line = new OpenLine(7, stored, person is null ? Guid.Empty : Guid.Parse(person), JsonDocument.Parse(said).RootElement, null, false);
        return new ProvenLine(line, new OpenedRecord(stored, new byte[32], new byte[32], null, new TlogProof(null, 7, [], note)), "log.test/1");
    }

    /// <summary>RFC 4180, as somebody else reads it.</summary>
    private static List<string> Cells(string row)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"')
                cell.Append(row[++i]);
            else if (row[i] == '"')
                quoted = !quoted;
            else if (row[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(row[i]);
        }

        cells.Add(cell.ToString());
        return cells;
    }
}

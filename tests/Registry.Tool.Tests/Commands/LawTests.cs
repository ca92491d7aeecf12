using System.CommandLine;
using System.Text;
using System.Text.Json;
using Registry.Domain.Law;
using Registry.Tool.Commands;
using Registry.Tool.Embedded;
using Registry.Tool.Tests.Demo;

namespace Registry.Tool.Tests.Commands;

/// <summary>`law show|check|matrix`: what a lawyer reads, in both languages, and what a machine reads.</summary>
public sealed class LawTests
{
    private static (int Code, string Output) Law(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = new RootCommand { LawCommand.Build() }.Parse(["law", .. arguments]).Invoke(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }

    [Fact]
    public void The_matrix_speaks_Vietnamese_right_to_the_last_diacritic()
    {
        var (code, output) = Law("matrix", "--on", "2016-03-01");

        Assert.Equal(0, code);
        Assert.Contains("Thẩm quyền áp dụng biện pháp bảo vệ, REGIME_2011, 2016-03-01", output, StringComparison.Ordinal);
        Assert.Contains("Cảnh sát biển", output, StringComparison.Ordinal);
        Assert.Contains("QĐ!*", output, StringComparison.Ordinal);
        Assert.Equal(output, output.Normalize(NormalizationForm.FormC));
    }

    [Fact]
    public void The_matrix_speaks_English_and_says_what_is_off()
    {
        var (_, output) = Law("matrix", "--regime", "REGIME_2024", "--lang", "en");

        Assert.Contains("Who may decide which measure, REGIME_2024, 2025-07-01", output, StringComparison.Ordinal);
        Assert.Contains("D? (off)", output, StringComparison.Ordinal);
        Assert.Contains("Coast guard", output, StringComparison.Ordinal);
    }

    [Fact]
    public void For_machines_the_matrix_has_a_cell_for_every_kind_and_measure()
    {
        var (_, output) = Law("matrix", "--on", "2016-03-01", "--json");

        using var json = JsonDocument.Parse(output);
        Assert.Equal(LawTables.Load().Version, json.RootElement.GetProperty("law_version").GetString());
        var rows = json.RootElement.GetProperty("tables")[0].GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(Enum.GetValues<Domain.Agencies.AgencyKind>().Length - 1, rows.Length);
        var labour = rows.Single(row => row.GetProperty("agency").GetString() == "LabourDepartment");
        Assert.Equal("Decide, ReceivedItself, Conflict, on", labour.GetProperty("measure_5").GetString());
        Assert.Equal("Request", labour.GetProperty("measure_3").GetString());
    }

    public static TheoryData<string> Tables =>
    [
        "measures", "authorities", "hides", "need-to-know", "deadlines", "support", "verification", "certificates", "regimes", "transitions", "legal-bases", "duties", "codes", "holidays", "agencies", "areas",
        "succession", "inferred",
    ];

    [Theory, MemberData(nameof(Tables))]
    public void Every_table_is_shown_in_both_languages_and_as_JSON(string table)
    {
        var (code, vi) = Law("show", table);
        var (_, en) = Law("show", table, "--lang", "en");
        var (_, json) = Law("show", table, "--json");

        Assert.Equal(0, code);
        Assert.NotEqual(vi, en);
        using var parsed = JsonDocument.Parse(json);
        Assert.NotEmpty(parsed.RootElement.GetProperty("tables")[0].GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public void A_day_shows_the_agencies_that_stand_on_it()
    {
        var (_, before) = Law("show", "agencies", "--on", "2025-02-28", "--json");
        var (_, after) = Law("show", "agencies", "--on", "2025-03-01", "--json");

        Assert.Contains("\"SLDTBXH-TTH\"", before, StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\": \"SLDTBXH-TTH\"", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show measures --regime REGIME_1999", "--regime: one of REGIME_2011, REGIME_2024 is expected")]
    [InlineData("show measures --on 01.03.2016", "--on: a date as 2016-03-01 is expected")]
    [InlineData("matrix --on 2010-01-01", "--on: a day since 2015-06-20 is expected")]
    [InlineData("matrix --on 2016-03-01 --regime REGIME_2024", "--on: REGIME_2024 is not in force on that day")]
    [InlineData("check --tables /nowhere", "--tables: a folder with Law and Agencies/Hue is expected")]
    public void A_choice_that_the_law_does_not_have_is_refused_with_what_is_expected(string arguments, string expected)
    {
        var refused = Assert.Throws<CommandFailedException>(() => Law(arguments.Split(' ')));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show rumours")]
    [InlineData("show measures --lang fr")]
    public void A_mistyped_choice_is_no_call(string arguments) =>
        Assert.NotEmpty(new RootCommand { LawCommand.Build() }.Parse(["law", .. arguments.Split(' ')]).Errors);

    [Fact]
    public void Check_says_what_stands_and_how_sure_it_is()
    {
        var (code, output) = Law("check", "--json");

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Empty(json.RootElement.GetProperty("gaps").EnumerateArray());
        Assert.Equal(1, json.RootElement.GetProperty("regimes")[0].GetProperty("conflict").GetInt32());
        Assert.Contains("Bảng luật đầy đủ", Law("check").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_says_how_many_communes_stand_from_each_day_and_how_many_posts_are_named()
    {
        using var json = JsonDocument.Parse(Law("check", "--json").Output);

        string[] counts = ["2015-06-20: 152", "2020-01-01: 145", "2021-07-01: 141", "2025-01-01: 133", "2025-07-01: 40"];
        Assert.Equal(counts, json.RootElement.GetProperty("communes_listed").EnumerateObject().Select(one => $"{one.Name}: {one.Value.GetInt32()}"));
        Assert.Equal(5, json.RootElement.GetProperty("border_guard_posts_listed").GetInt32());
        Assert.Contains("Đơn vị hành chính cấp xã: 152 (2015-06-20), 145 (2020-01-01), 141 (2021-07-01), 133 (2025-01-01), 40 (2025-07-01); 5 đồn biên phòng", Law("check").Output, StringComparison.Ordinal);
        Assert.Contains("Communes: 152 (2015-06-20), 145", Law("check", "--lang", "en").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_of_a_checkout_reads_the_same_law_and_lists_every_gap_of_an_edited_one()
    {
        using var scratch = new Scratch();
        var shipped = Path.Combine(Repository.Root, "src", "Registry.Domain");
        Assert.Contains(LawTables.Load().Version, Law("check", "--tables", shipped).Output, StringComparison.Ordinal);

        foreach (var file in Directory.EnumerateFiles(shipped, "*.md", SearchOption.AllDirectories).Where(f => !f.Contains("/bin/", StringComparison.Ordinal)))
        {
            var copy = scratch[Path.GetRelativePath(shipped, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Delete(scratch["Law/Common/switches.md"]);
        File.WriteAllText(scratch["Law/Regime2011/measures.md"], File.ReadAllText(scratch["Law/Regime2011/measures.md"]).Replace("| M-8 | 8 |", "| M-8 | 9 |", StringComparison.Ordinal));
        var (code, output) = Law("check", "--tables", scratch.Root, "--lang", "en");

        Assert.Equal(1, code);
        Assert.Contains("- Common/switches.md: the table is missing", output, StringComparison.Ordinal);
        Assert.Contains("- Regime2011/measures.md, line 15, column 'clause': must be clauses from 1 to 8", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_of_switches_shows_in_matrix_check_and_list_and_moves_the_version()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["switches.md"], """
            | id | table | row | since | switch | vi | en | document | decided on |
            |---|---|---|---|---|---|---|---|---|
            | LOCAL-1 | Regime2011/authorities | A-DPO | - | off | Chưa giao cho công an cấp huyện | Not given to the district police | 12/QĐ-UBND | 2016-02-01 |
            """);
        string[] sheet = ["--switches", scratch["switches.md"], "--lang", "en"];

        Assert.Contains("D?* (off)", Law(["matrix", "--on", "2016-03-01", .. sheet]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(LawTables.Load().Version, Law(["check", .. sheet]).Output, StringComparison.Ordinal);
        Assert.Contains("1 switched by a local document", Law(["check", .. sheet]).Output, StringComparison.Ordinal);
        Assert.Contains("12/QĐ-UBND", Law(["show", "inferred", .. sheet]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_province_is_another_folder_and_an_incomplete_one_is_named()
    {
        using var scratch = new Scratch();
        var folder = scratch["ThanhTan"];
        Directory.CreateDirectory(folder);
        var hue = Path.Combine(Repository.Root, "src", "Registry.Domain", "Agencies", LawTables.DefaultProvince);
        foreach (var file in Directory.EnumerateFiles(hue, "*.md"))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file).Replace("-TTH", "-TT", StringComparison.Ordinal));

        Assert.Equal(0, Law("check", "--province", folder).Code);
        Assert.Contains("CA-TT", Law("show", "agencies", "--province", folder, "--json").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CA-TTH", Law("show", "agencies", "--province", folder, "--json").Output, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder, "areas.md"));
        Assert.Contains("areas.md is missing", Assert.Throws<CommandFailedException>(() => Law("check", "--province", folder)).Message, StringComparison.Ordinal);
        Assert.Contains("this build has no agencies.md of 'Atlantis'", Assert.Throws<CommandFailedException>(() => Law("check", "--province", "Atlantis")).Message, StringComparison.Ordinal);
        Assert.Contains("switches.md is missing", Assert.Throws<CommandFailedException>(() => Law("check", "--switches", scratch["switches.md"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show"), InlineData("check"), InlineData("matrix")]
    public void Every_command_explains_itself(string command)
    {
        var (code, output) = Law(command, "--help");

        Assert.Equal(0, code);
        Assert.Contains("--lang <vi|en>", output, StringComparison.Ordinal);
        Assert.Contains("--json", output, StringComparison.Ordinal);
    }
}

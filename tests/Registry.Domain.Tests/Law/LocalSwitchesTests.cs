using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>Every inferred row of every table is a switch, and no switch opens or reveals.</summary>
public sealed class LocalSwitchesTests
{
    private const string Head = "| id | table | row | since | switch | vi | en | document | decided on |\n|---|---|---|---|---|---|---|---|---|\n";

    private static readonly InferredRow[] All = [.. Hue.Law.Inferred];

    private static string Line(string table, string row, string from, string state, string id = "LOCAL-1") =>
        $"| {id} | {table} | {row} | {from} | {state} | Theo văn bản của địa phương | By the local document | 12/QĐ-UBND | 2016-02-01 |\n";

    private static LawTables Read(string lines) => LawTables.Read(Shipped(lines));

    private static Dictionary<string, string> Shipped(string lines) => new(LawTables.Embedded()) { [LawTables.SwitchSheet] = Head + lines };

    private static string[] Gaps(string lines) => [.. Assert.Throws<LawTablesException>(() => Read(lines)).Gaps];

    [Fact]
    public void Every_inferred_row_of_every_shipped_table_is_a_switch()
    {
        var written = LawTables.Embedded().SelectMany(table => table.Value.Split('\n')
            .Where(line => line.StartsWith('|') && line.Split('|').Any(cell => cell.Trim() == "inferred"))
            .Where(line => !line.StartsWith("| Certainty", StringComparison.Ordinal))
            .Select(line => (table.Key, line.Split('|')[1].Trim()))).Order().ToArray();

        Assert.Equal(written, All.Select(row => (row.Table, row.Row)).Order());
    }

    /// <summary>Who reads off loads, or is told what depends on the row; the sheet itself is never what is wrong, but where a row hides.</summary>
    [Fact]
    public void Any_inferred_row_that_is_off_is_not_used_or_says_what_depends_on_it()
    {
        var slice = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is { Length: > 0 } ? All : [.. All.GroupBy(r => r.Table).SelectMany(t => t.Take(1))];
        foreach (var row in slice)
            try
            {
                var law = Read(Line(row.Table, row.Row, row.From, "off"));
                Assert.Contains(law.Inferred, r => r.Table == row.Table && r.Row == row.Row && r.From == row.From && !r.On && r.By!.Document == "12/QĐ-UBND");
                Assert.NotEqual(Hue.Law.Version, law.Version);
            }
            catch (LawTablesException gaps)
            {
                var hides = row.Table.EndsWith("/hides", StringComparison.Ordinal);
                Assert.All(gaps.Gaps, gap => Assert.Equal(hides, gap.StartsWith(LawTables.SwitchSheet, StringComparison.Ordinal)));
                Assert.All(gaps.Gaps, gap => Assert.Contains(".md", gap, StringComparison.Ordinal));
            }
    }

    [Fact]
    public void Need_to_know_rows_that_are_off_open_nothing_and_close_what_they_opened()
    {
        // Each by itself: two rows may carry one power between them.
        var off = All.Where(r => r.Table == "Regime2011/need-to-know").Take(8).Select(r => (r.Row, Law: Loaded(r.Row))).Where(r => r.Law is not null).ToArray();

        Assert.NotEmpty(off);
        foreach (var (row, law) in off)
            foreach (var kind in Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified))
                foreach (var purpose in Enum.GetValues<Purpose>())
                    Assert.Equal(Hue.Law.Needs(kind, purpose, Hue.Day).Where(r => r.Standing.Id != row), law!.Needs(kind, purpose, Hue.Day));

        static LawTables? Loaded(string row)
        {
            try
            {
                return Read(Line("Regime2011/need-to-know", row, "-", "off"));
            }
            catch (LawTablesException)
            {
                return null;
            }
        }
    }

    [Fact]
    public void A_row_that_hides_stays_on_whatever_a_document_says()
    {
        foreach (var row in All.Where(r => r.Table.EndsWith("/hides", StringComparison.Ordinal)))
            Assert.Contains(Gaps(Line(row.Table, row.Row, "-", "off")), gap => gap.Contains("stays on: off would show what it hides", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_has_its_own_switch_is_turned_both_ways_and_still_fills_the_matrix()
    {
        var off = Read(Line("Regime2011/authorities", "A-DPO", "-", "off"));
        var cell = off.Authority(5, AgencyKind.DistrictPolice, Hue.Day)!;
        Assert.False(cell.SwitchedOn);

        var shut = All.First(r => r.Table == "Common/switches" && r.Row == "MEASURES_BEFORE_VERIFICATION");
        Assert.False(shut.On);
        Assert.True(Read(Line(shut.Table, shut.Row, "-", "on")).IsOn(PolicySwitch.MeasuresBeforeVerification, Hue.Day));
    }

    [Theory]
    [InlineData("Regime2011/need-to-know", "N2K-01", "-", "Regime2011/need-to-know, N2K-01 is not inferred")]
    [InlineData("Regime2011/need-to-know", "N2K-999", "-", "Regime2011/need-to-know has no row 'N2K-999'")]
    [InlineData("Regime2011/need-to-know", "N2K-10", "2016-01-01", "has no row 'N2K-10' from 2016-01-01")]
    [InlineData("Common/tasks", "TK-NOBODY", "-", "Common/tasks has no row")]
    public void A_switch_of_what_the_text_says_or_of_nothing_is_refused(string table, string row, string since, string gap) =>
        Assert.Contains(Gaps(Line(table, row, since, "off")), one => one.Contains(gap, StringComparison.Ordinal));

    [Fact]
    public void A_switch_without_document_or_day_or_given_twice_is_refused()
    {
        var one = Line("Regime2011/need-to-know", "N2K-10", "-", "off");

        Assert.Contains(Gaps(one.Replace("12/QĐ-UBND", "", StringComparison.Ordinal)), gap => gap.EndsWith("column 'document': is empty", StringComparison.Ordinal));
        Assert.Contains(Gaps(one.Replace("2016-02-01", "-", StringComparison.Ordinal)), gap => gap.Contains("column 'decided on'", StringComparison.Ordinal));
        Assert.Contains(Gaps(one + Line("Regime2011/need-to-know", "N2K-10", "2015-06-20", "off", "LOCAL-2")), gap => gap.Contains("is switched twice", StringComparison.Ordinal));
        Assert.Contains(Gaps(one + Line("Regime2011/need-to-know", "N2K-11", "-", "off")), gap => gap.Contains("'LOCAL-1' is used twice", StringComparison.Ordinal));
    }
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>
/// Every inferred row of need to know is a switch that reaches the one rule: a request that this row alone allows is granted by it, and refused where a
/// local sheet turns it off, under either law, for every kind, relation and class of the row.
/// </summary>
public sealed class SwitchedNeedToKnowTests
{
    private static readonly AgencyCode Agency = new("CALLER");

    private static readonly InferredRow[] Inferred = [.. Hue.Law.Inferred.Where(r => r.Table.EndsWith("/need-to-know", StringComparison.Ordinal))];

    /// <summary>As many sheets as the number of the last row has binary digits, and their opposites.</summary>
    public static TheoryData<int, int> Sheets =>
        [.. Enumerable.Range(0, (int)Math.Log2(Inferred.Length) + 1).SelectMany(digit => new[] { (digit, 0), (digit, 1) })];

    /// <summary>
    /// A sheet turns off every row whose number has (or has not) that binary digit. Over all sheets each row is off in a combination that no other row has:
    /// what is refused in exactly those is refused by the row's own switch.
    /// </summary>
    [Theory]
    [MemberData(nameof(Sheets))]
    public void What_a_row_alone_allows_is_granted_while_it_is_on_and_refused_while_it_is_off(int digit, int off)
    {
        var on = Inferred.Index().Where(r => ((r.Index >> digit) & 1) != off).Select(r => r.Item).ToHashSet();
        var law = Sheet([.. Inferred.Where(row => !on.Contains(row))]);
        foreach (var inferred in Inferred)
            foreach (var (row, kind) in Cells(inferred))
            {
                // A row that gives the same to whoever asks would answer in its place: this one is alone where that one is off.
                var broader = Broader(row, kind);
                if (broader.Any(b => !Inferred.Any(i => Is(i, b)) || on.Any(i => Is(i, b)))) continue;
                var looked = Look(law, row, kind);
                var answered = looked.Permitted.GetValueOrDefault(row.Class) ?? looked.Refused[row.Class];
                if (on.Contains(inferred) ? answered != row.Standing.Id : answered is not (NeedToKnow.None or NeedToKnow.Undeclared))
                    Assert.Fail($"{inferred.Table}, {inferred.Row} is {(on.Contains(inferred) ? "on" : "off")}: {kind}, {row.Purpose}, {row.Relation}, {row.Class}: {answered}");
            }
    }

    [Fact]
    public void Both_laws_have_such_rows_and_every_cell_of_each_is_alone_somewhere()
    {
        Assert.Equal(["Regime2011/need-to-know", "Regime2024/need-to-know"], Inferred.Select(r => r.Table).Distinct().Order());
        Assert.All(Inferred, row => Assert.All(Cells(row), cell => Assert.All(Broader(cell.Row, cell.Kind), b => Assert.Contains(Inferred, i => Is(i, b)))));
        Assert.All(Inferred, row => Assert.NotEmpty(Cells(row)));
    }

    private static IEnumerable<(NeedToKnowRow Row, AgencyKind Kind)> Cells(InferredRow inferred) =>
        from row in Hue.Law.NeedToKnow
        where Is(inferred, row)
        from kind in row.Kind is { } one ? [one] : InventedProvince.Kinds
        select (row, kind);

    private static NeedToKnowRow[] Broader(NeedToKnowRow row, AgencyKind kind) => row.Relation == RelationKind.None
        ? []
        : [.. Hue.Law.Needs(kind, row.Purpose, row.Standing.From).Where(r => r.Relation == RelationKind.None && r.Class == row.Class)];

    private static bool Is(InferredRow inferred, NeedToKnowRow row) => row.Standing.Id == inferred.Row && $"{row.Standing.From:yyyy-MM-dd}" == inferred.From;

    /// <summary>The law with the rows off. Where something depends on one that is a gap and nothing starts; what the rule would answer is asked all the same.</summary>
    private static LawTables Sheet(InferredRow[] off)
    {
        var tables = new Dictionary<string, string>(LawTables.Embedded()) { [LawTables.SwitchSheet] = LocalSheet.Text(off.Select(row => (row, false))) };
        var read = LawReader.Read(tables, LawTables.DefaultProvince);
        Assert.All(read.Gaps, gap => Assert.DoesNotContain(LawTables.SwitchSheet, gap, StringComparison.Ordinal));
        return new LawTables("off", read);
    }

    /// <summary>One relation of the row's kind, a measure of its own where the row is about one, and nothing else in the world.</summary>
    private static Decision Look(LawTables law, NeedToKnowRow row, AgencyKind kind)
    {
        var (day, measure) = (row.Standing.From, new MeasureFact(Guid.NewGuid(), 3, [Agency], row.Standing.From, null, Released: false, row.Standing.From));
        var facts = Facts.None(Hue.Subject) with
        {
            Exists = true,
            Relations = row.Relation == RelationKind.None ? [] : [new Relation(Agency, row.Relation, day, null, measure.Source, [row.Class], measure.Clause)],
            Measures = row.Limit == RowLimit.OwnClause ? [measure] : [],
        };
        var caller = Hue.Caller(new Actor(Agency, kind));
        return NeedToKnow.Decide(law, caller, row.Purpose, Hue.AnyRead, facts, ImmutableHashSet.Create(row.Class), day);
    }
}

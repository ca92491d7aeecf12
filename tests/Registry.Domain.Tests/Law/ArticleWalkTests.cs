using System.Reflection;
using System.Text.RegularExpressions;
using Registry.Domain.Law;
using Registry.Domain.Tests.Access;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Tests.Protection;
using Registry.Domain.Tests.Support;
using Registry.Domain.Tests.Verification;
using Registry.Domain.Tests.Victims;

namespace Registry.Domain.Tests.Law;

/// <summary>
/// Every article that a row of the tables cites has its tests: the regulation and the decree a file for each article and a test for each clause, other
/// laws, which were not read article by article, the place where the rules they carry are tested. A row that cites another article fails here.
/// </summary>
public sealed partial class ArticleWalkTests
{
    /// <summary>Documents whose articles have a file each, and the folder.</summary>
    private static readonly Dictionary<string, string> Folders = new() { ["QD22/2015"] = "Decision22", ["ND62/2012"] = "Decree62" };

    private static readonly Dictionary<string, Type> Elsewhere = new()
    {
        ["L66/2011-D24"] = typeof(RouteTests),
        ["L66/2011-D25"] = typeof(RouteTests),
        ["L66/2011-D26"] = typeof(TransferTests),
        ["L66/2011-D28"] = typeof(BroughtPaperTests),
        ["L66/2011-D31"] = typeof(MeasureLifeTests),
        ["L66/2011-D32"] = typeof(SupportKindTests),
        ["L66/2011-D38"] = typeof(SupportFileTests),
        ["ND09/2013-D19"] = typeof(SupportFileTests),
        ["TT78/2013-D9"] = typeof(MatrixDecisionTests),
        ["TTLT01/2014-D9"] = typeof(RegimeTests),
        ["L53/2024-D2"] = typeof(RegimeTests),
        ["L53/2024-D3"] = typeof(HidesTests),
        ["L53/2024-D27"] = typeof(RouteTests),
        ["L53/2024-D28"] = typeof(RouteTests),
        ["L53/2024-D29"] = typeof(RouteTableTests),
        ["L53/2024-D30"] = typeof(RouteTests),
        ["L53/2024-D31"] = typeof(RouteTests),
        ["L53/2024-D32"] = typeof(RegimeTests),
        ["L53/2024-D33"] = typeof(BroughtPaperTests),
        ["L53/2024-D34"] = typeof(MatrixDecisionTests),
        ["L53/2024-D35"] = typeof(MatrixDecisionTests),
        ["L53/2024-D37"] = typeof(SupportKindTests),
        ["L53/2024-D63"] = typeof(RegimeTests),
        ["ND162/2025-D13"] = typeof(MatrixDecisionTests),
        ["ND162/2025-D17"] = typeof(SupportFileTests),
        ["ND162/2025-D24"] = typeof(SupportFileTests),
        ["BLLD/2012-D115"] = typeof(CalendarTests),
        ["BLLD/2019-D112"] = typeof(CalendarTests),
        ["BLDS/2005-D14"] = typeof(LawTablesTests),
        ["BLDS/2015-D148"] = typeof(CalendarTests),
    };

    /// <summary>Sources of the rows of every table but the one of what is not carried.</summary>
    private static readonly string[] Cited =
        [.. LawTables.Embedded().Where(t => t.Key != "Common/duties-not-carried").SelectMany(t => Sources(t.Value)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Articles of documents that have a folder.</summary>
    public static TheoryData<string> Articles => [.. Cited.Where(s => Folders.ContainsKey(Document(s)) && Article(s) is not null).Select(ArticleOf).Distinct()];

    /// <summary>Clauses of those articles.</summary>
    public static TheoryData<string> Clauses => [.. Cited.Where(s => Folders.ContainsKey(Document(s)) && Clause(s) is not null)];

    [Theory]
    [MemberData(nameof(Articles))]
    public void An_article_that_is_carried_has_its_file(string article) => Assert.NotEmpty(Tests(article));

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_clause_that_is_carried_has_a_test_that_says_it(string clause) =>
        Assert.Contains(Tests(ArticleOf(clause)), name => Numbers().Match(name) is { Success: true } match && match.Value.Split('_').Contains(Clause(clause)));

    [Fact]
    public void An_article_of_another_law_has_the_place_where_its_rules_are_tested() => Assert.Equal(
        Cited.Where(s => !Folders.ContainsKey(Document(s)) && Article(s) is not null).Select(ArticleOf).Distinct().Order(StringComparer.Ordinal),
        Elsewhere.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_places_hold_tests() => Assert.All(Elsewhere.Values, type => Assert.NotEmpty(Tests(type)));

    [Fact]
    public void A_clause_that_is_not_carried_has_its_reason_and_no_clause_is_silent()
    {
        Assert.All(
            Sources(LawTables.Embedded()["Common/duties-not-carried"]),
            source => Assert.Contains(Hue.Law.Duties, d => d.Standing.Source == source && d.CarriedBy.IsEmpty && d.WhyNotVi.Length > 0 && d.WhyNotEn.Length > 0));
        Assert.All(Hue.Law.LegalBases.Where(b => b.Standing.Id.StartsWith("QD22/2015-D", StringComparison.Ordinal)), b => Assert.Contains(Hue.Law.Duties, d => d.Standing.Source == b.Standing.Id));
    }

    /// <summary>A basis of the decree that no row cites would be an article that nothing carries and nobody says so.</summary>
    [Fact]
    public void Every_article_of_the_decree_that_may_be_cited_is_carried_by_a_row() =>
        Assert.Empty(Hue.Law.LegalBases.Select(b => b.Standing.Id).Where(id => Document(id) == "ND62/2012").Except(Cited));

    [Theory]
    [InlineData("QD22/2015-D6.3", "QD22/2015-D6", "3")]
    [InlineData("L66/2011-D26.1.a", "L66/2011-D26", "1")]
    [InlineData("ND62/2012-D11", "ND62/2012-D11", null)]
    public void A_source_is_taken_apart(string source, string article, string? clause) => Assert.Equal((article, clause), (ArticleOf(source), Clause(source)));

    private static string[] Tests(string article) =>
        typeof(ArticleWalkTests).Assembly.GetType($"Registry.Domain.Tests.{Folders[Document(article)]}.Article{int.Parse(Article(article)!, System.Globalization.CultureInfo.InvariantCulture):00}Tests") is { } type ? Tests(type) : [];

    private static string[] Tests(Type type) => [.. type.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>(inherit: true) is not null).Select(m => m.Name)];

    private static string Document(string source) => source.Split('-')[0];

    private static string ArticleOf(string source) => Parts().Match(source) is { Success: true } m ? $"{Document(source)}-D{m.Groups[1].Value}" : source;

    private static string? Article(string source) => Parts().Match(source) is { Success: true } m ? m.Groups[1].Value : null;

    private static string? Clause(string source) => Parts().Match(source) is { Success: true } m && m.Groups[2].Success ? m.Groups[2].Value : null;

    private static IEnumerable<string> Sources(string table)
    {
        var rows = table.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Split('|').Select(c => c.Trim()).ToArray()).ToArray();
        var column = Array.IndexOf(rows[0], "source");
        return column < 0 ? [] : rows.Skip(2).Select(r => r[column]);
    }

    [GeneratedRegex(@"-D(\d+)(?:\.(\d+))?")]
    private static partial Regex Parts();

    /// <summary>"Clause_5_..." or "Clauses_1_and_2_...".</summary>
    [GeneratedRegex(@"^Clauses?_\d+(_and_\d+)*_")]
    private static partial Regex Numbers();
}

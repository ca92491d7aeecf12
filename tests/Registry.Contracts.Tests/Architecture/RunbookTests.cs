using System.Text.RegularExpressions;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>A refusal at night names a page that is there and shows the words that were seen.</summary>
public sealed partial class RunbookTests
{
    [Fact]
    public void Every_runbook_that_the_code_names_exists() => Assert.All(
        Named(), name => Assert.True(File.Exists(Path.Combine(Repository.Root, "deploy", "runbooks", name)), name));

    [Fact]
    public void Every_page_is_named_by_the_code_by_another_page_or_by_the_readme_of_a_room()
    {
        var named = Named();
        named.UnionWith(Repository.Files("deploy/runbooks", ".md").Concat(Repository.Files("src", ".md"))
            .SelectMany(file => PageName().Matches(file.Text).Select(match => (file.Path, Page: match.Groups[1].Value)))
            .Where(one => !one.Path.EndsWith(one.Page, StringComparison.Ordinal)).Select(one => one.Page));

        Assert.Empty(Repository.Files("deploy/runbooks", ".md").Select(file => Path.GetFileName(file.Path)).Except(named));
    }

    [Fact]
    public void Every_refusal_of_the_log_names_its_runbook_and_stands_in_it()
    {
        var text = Repository.Read("src/Registry.Store/Log/LogRefusals.cs").ReplaceLineEndings("\n");
        var refusals = RefusalText().Matches(text).Select(match => (Runbook: match.Groups["book"].Value, Words: match.Groups["words"].Value)).ToList();

        Assert.True(refusals.Count >= 6);
        Assert.All(refusals, refusal => Assert.Contains(refusal.Words, Repository.Read($"deploy/runbooks/{refusal.Runbook}"), StringComparison.Ordinal));
        Assert.Equal(Method().Count(text), Method().Matches(text).Count(method => Runbook().IsMatch(method.Value)));
    }

    [Fact]
    public void Every_text_that_names_a_page_by_its_constant_stands_in_it()
    {
        var texts = (from file in Repository.Files("src", ".cs")
                     from Match match in Ending().Matches(file.Text)
                     select (file.Path, Page: Constants()[match.Groups["page"].Value], Words: match.Groups["words"].Value.Trim(' ', ';', ':', '.'))).ToList();

        Assert.True(texts.Count >= 10);
        Assert.All(texts, one => Assert.Contains(one.Words, Repository.Read($"deploy/runbooks/{one.Page}"), StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_makes_a_registry_unready_stops_a_publisher_or_refuses_a_start_without_naming_a_page()
    {
        // Texts of the three places that speak for themselves; what they pass on comes from places that are held here too.
        (string File, string From, string Until)[] places =
        [
            ("src/Registry.Server/Hosting/Readiness.cs", "private string? Reason()", "}\n}"),
            ("src/Registry.Store/Log/LogPublisher.cs", "Refusal ??=", ";\n"),
            ("src/Registry.Store/Log/BatchReceipts.cs", "Refusal = $", ";\n"),
            ("src/Registry.Server/Hosting/ServerKeys.cs", "public string? Problem", ": null"),
        ];
        foreach (var (file, from, until) in places)
        {
            var text = Repository.Read(file).ReplaceLineEndings("\n");
            var at = text.IndexOf(from, StringComparison.Ordinal);
            var texts = Literal().Matches(text[at..text.IndexOf(until, at, StringComparison.Ordinal)]).Select(match => match.Value).ToList();
            Assert.NotEmpty(texts);
            Assert.All(texts, one => Assert.Contains("unbook", one, StringComparison.Ordinal));
        }

        // Whoever makes one of these gets a page, whatever the text.
        var made = Repository.Files("src", ".cs").SelectMany(file => Refusing().Matches(file.Text.ReplaceLineEndings("\n"))).Select(match => match.Value).ToList();
        Assert.Equal(3, made.Count);
        Assert.All(
            made, declaration => Assert.Contains("Runbook.", declaration, StringComparison.Ordinal));
    }

    [Fact]
    public void What_health_says_of_the_newest_witnessed_checkpoint_stands_in_the_page_of_witnesses()
    {
        var text = Repository.Read("src/Registry.Server/Hosting/Readiness.cs").ReplaceLineEndings("\n");
        var from = text.IndexOf("var age = ", StringComparison.Ordinal);
        var words = Literal().Matches(text[from..text.IndexOf("};", from, StringComparison.Ordinal)]).Select(match => match.Value.Trim('$', '"').Split('{')[0].Trim()).ToList();

        Assert.Equal(3, words.Count);
        Assert.All(words, one => Assert.Contains(one, Repository.Read("deploy/runbooks/log-witnesses.md"), StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_meters_tells_of_each_meter_of_the_code_with_its_unit_and_of_no_other()
    {
        var code = Repository.Files("src", ".cs").SelectMany(file => Meter().Matches(file.Text)).Select(match => (Name: match.Groups["name"].Value, Unit: match.Groups["unit"].Value)).Order().ToList();
        var page = MeterRow().Matches(Repository.Read("deploy/runbooks/meters.md")).Select(match => (Name: match.Groups["name"].Value, Unit: match.Groups["unit"].Value)).Order().ToList();

        Assert.True(code.Count >= 6);
        Assert.Equal(code, page);
        Assert.Equal(Repository.Files("src", ".cs").Sum(file => Instrument().Count(file.Text)), code.Count);
    }

    [Fact]
    public void Every_link_between_runbooks_leads_somewhere()
    {
        var links = from file in Repository.Files("deploy/runbooks", ".md")
                    from link in Link().Matches(file.Text)
                    where !File.Exists(Path.Combine(Repository.Root, "deploy", "runbooks", link.Groups[1].Value))
                    select $"{file.Path}: {link.Groups[1].Value}";

        Assert.Empty(links);
    }

    private static Dictionary<string, string> Constants() =>
        Constant().Matches(Repository.Read("src/Registry.Store/Runbook.cs")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    private static HashSet<string> Named() =>
        [.. Constants().Values, .. Repository.Files("src", ".cs").SelectMany(file => Runbook().Matches(file.Code)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?:deploy/runbooks/|\{Settle\})([a-z-]+\.md)")]
    private static partial Regex Runbook();

    /// <summary>The fixed words right before the page's name: from the last value of the sentence to its end.</summary>
    [GeneratedRegex(@"(?<words>[^{}""\n]{12,})\{Settle\}(?<book>[a-z-]+\.md)")]
    private static partial Regex RefusalText();

    /// <summary>The fixed words before a page that is named by its constant.</summary>
    [GeneratedRegex(@"(?<words>[^{}""$\n]{8,}?)(?::| See|\.)? ?(?:see )?\{Runbook\.(?<page>\w+)\}")]
    private static partial Regex Ending();

    [GeneratedRegex(@"const string (\w+) = Folder \+ ""([a-z-]+\.md)""")]
    private static partial Regex Constant();

    /// <summary>A member of the refusals of the log that makes a text.</summary>
    [GeneratedRegex(@"public static string \w+\([\s\S]*?;\n")]
    private static partial Regex Method();

    [GeneratedRegex(@"""[^""\n]{12,}""")]
    private static partial Regex Literal();

    /// <summary>Exceptions by which a program refuses to start.</summary>
    [GeneratedRegex(@"sealed class (?:StartRefused|KeysRefused|Schema)Exception[\s\S]*?(?:;\n|\n\{)")]
    private static partial Regex Refusing();

    /// <summary>A meter that is made, on one line, with name and unit.</summary>
    [GeneratedRegex(@"\.Create(?:Observable)?(?:Counter|Gauge|Histogram|UpDownCounter)(?:<\w+>)?\(""(?<name>[a-z._]+)"".*?, ""(?<unit>\{?\w+\}?)"", """)]
    private static partial Regex Meter();

    [GeneratedRegex(@"\.Create(?:Observable)?(?:Counter|Gauge|Histogram|UpDownCounter)(?:<\w+>)?\(")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"(?m)^\| `(?<name>[a-z._]+)` \| `(?<unit>[^`]+)` \|")]
    private static partial Regex MeterRow();

    /// <summary>A page as a text names it.</summary>
    [GeneratedRegex(@"(?:runbooks/|\]\()([a-z-]+\.md)")]
    private static partial Regex PageName();

    [GeneratedRegex(@"\]\(([a-z-]+\.md)\)")]
    private static partial Regex Link();
}

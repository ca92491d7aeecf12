using System.Text.RegularExpressions;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>A refusal at night names a page that is there and shows the words that were seen.</summary>
public sealed partial class RunbookTests
{
    [Fact]
    public void Every_runbook_that_the_code_names_exists() => Assert.All(
        Named(), name => Assert.True(File.Exists(Path.Combine(Repository.Root, "deploy", "runbooks", name)), name));

    [Fact]
    public void Every_refusal_of_the_log_names_its_runbook_and_stands_in_it()
    {
        var refusals = RefusalText().Matches(Repository.Read("src/Registry.Store/Log/LogRefusals.cs")).Select(match => (Runbook: match.Groups["book"].Value, Words: match.Groups["words"].Value)).ToList();

        Assert.True(refusals.Count >= 6);
        Assert.All(refusals, refusal => Assert.Contains(refusal.Words, Repository.Read($"deploy/runbooks/{refusal.Runbook}"), StringComparison.Ordinal));
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

    private static HashSet<string> Named() =>
        [.. Repository.Files("src", ".cs").SelectMany(file => Runbook().Matches(file.Code)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?:deploy/runbooks/|\{Settle\})([a-z-]+\.md)")]
    private static partial Regex Runbook();

    /// <summary>The fixed words right before the page's name: from the last value of the sentence to its end.</summary>
    [GeneratedRegex(@"(?<words>[^{}""]{12,})\{Settle\}(?<book>[a-z-]+\.md)")]
    private static partial Regex RefusalText();

    [GeneratedRegex(@"\]\(([a-z-]+\.md)\)")]
    private static partial Regex Link();
}

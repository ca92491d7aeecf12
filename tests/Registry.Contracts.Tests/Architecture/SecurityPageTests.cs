using System.Text.RegularExpressions;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>SECURITY.md promises nothing that no test holds: every test it names is there.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var methods = Repository.Files("tests", ".cs").SelectMany(file => TestMethod().Matches(file.Code))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        var missing = Named().Where(name => !methods.Contains(name));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_security_page_names_tests() => Assert.True(Named().Count > 20);

    /// <summary>Names in code marks that look like a test: words joined by underscores, the first with a capital.</summary>
    private static HashSet<string> Named() =>
        InCodeMarks().Matches(Repository.Read("SECURITY.md")).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex InCodeMarks();

    [GeneratedRegex(@"\b(?:void|Task)\s+([A-Z]\w*_\w+)\s*\(")]
    private static partial Regex TestMethod();
}

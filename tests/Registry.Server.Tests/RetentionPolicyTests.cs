using System.Text;
using Registry.Server.Erasing;

namespace Registry.Server.Tests;

/// <summary>A policy that leaves something open is none.</summary>
public sealed class RetentionPolicyTests
{
    private const string Good = """{"id":"LT-01","legal_ground":"g","approved_by":["A","B"],"approved_on":"2016-01-01","retention":{"intent":"P10Y","denial":"P5Y","outcome":"P2Y","start":"P1Y","adoption":"P366D","break_glass":"P10Y"}}""";

    [Fact]
    public void The_kind_that_is_kept_longest_decides_for_all_because_kinds_are_sealed()
    {
        var policy = Parse(Good);

        Assert.Equal(new DateTimeOffset(2016, 2, 29, 0, 0, 0, TimeSpan.Zero), policy.Due(new DateTimeOffset(2026, 2, 28, 0, 0, 0, TimeSpan.Zero)).AddDays(1));
    }

    [Theory]
    [InlineData("\"B\"", "\"a \"", "approved_by: two different persons")]
    [InlineData("\"B\"", "\" \"", "approved_by: two different persons")]
    [InlineData("2016-01-01", "2027-01-01", "approved_on: a day that has come")]
    [InlineData("\"denial\":\"P5Y\",", "", "retention: the kind denial is missing")]
    [InlineData("\"denial\":", "\"erasure\":\"P5Y\",\"denial\":", "lines of the kind erasure are never shredded")]
    [InlineData("P10Y", "P0Y", "retention: intent must be a period")]
    [InlineData("P10Y", "P010Y", "retention: intent must be a period")]
    [InlineData("P10Y", "P101Y", "retention: intent must be a period")]
    [InlineData("P10Y", "P10M", "retention: intent must be a period")]
    [InlineData("P10Y", "P364D", "retention: intent must be a period")]
    [InlineData("P10Y", "-P10Y", "retention: intent must be a period")]
    [InlineData("\"g\"", "\" \"", "legal_ground:")]
    [InlineData("LT-01", "", "id: 1 to 100 characters")]
    [InlineData("\"id\"", "\"more\":1,\"id\"", "the policy is no JSON object")]
    [InlineData("\"intent\"", "\"unknown\"", "the policy is no JSON object")]
    [InlineData("{", "", "the policy is no JSON object")]
    public void A_policy_with_a_gap_is_refused_and_the_gap_named(string part, string instead, string expected)
    {
        var at = Good.IndexOf(part, StringComparison.Ordinal);

        var refused = Assert.Throws<FormatException>(() => Parse(Good[..at] + instead + Good[(at + part.Length)..]));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_fits_into_no_line_is_refused() => Assert.Throws<FormatException>(() => Parse(Good + new string(' ', RetentionPolicy.LongestFile)));

    private static RetentionPolicy Parse(string text) => RetentionPolicy.Parse(Encoding.UTF8.GetBytes(text), new DateOnly(2026, 1, 1));
}

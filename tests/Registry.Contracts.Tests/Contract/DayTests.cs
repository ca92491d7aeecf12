using System.Text.RegularExpressions;
using Registry.Contracts.Tests.Architecture;

namespace Registry.Contracts.Tests.Contract;

/// <summary>An end is the last day or the first one over: whoever writes a date into a message need not guess which.</summary>
public sealed partial class DayTests
{
    [Fact]
    public void Every_date_that_begins_or_ends_something_says_which_day_it_is()
    {
        var silent =
            from file in Repository.Files("protos", ".proto")
            let lines = file.Text.Split('\n')
            from line in Enumerable.Range(1, lines.Length - 1)
            where Bound().IsMatch(lines[line]) && !Said().IsMatch(lines[line - 1])
            select $"{file.Path}: {lines[line].Trim()}";

        Assert.Empty(silent);
    }

    [GeneratedRegex(@"google\.type\.Date (\w*until|ends_on|starts_on|\w*due_on|papers_due|answer_by|expires_on|stopped_on|from) =")]
    private static partial Regex Bound();

    [GeneratedRegex(@"^\s*//.*(first|last) day", RegexOptions.IgnoreCase)]
    private static partial Regex Said();
}

using System.Text;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>Just enough of C#'s grammar to tell code from comments. Strings are stepped over, so that "//" inside one is no comment.</summary>
internal static class CSharpText
{
    public static string WithoutComments(string text)
    {
        var code = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfToken(text, at, out var isComment);
            if (isComment)
                code.Append('\n', text.AsSpan(at, end - at).Count('\n'));
            else
                code.Append(text, at, end - at);
            at = end;
        }

        return code.ToString();
    }

    /// <summary>Lines with something in them besides the punctuation that opens and closes blocks.</summary>
    public static int CodeLines(string text) => WithoutComments(text).Split('\n').Count(line => line.Trim(" \t\r{}();,".ToCharArray()).Length > 0);

    private static int EndOfToken(string text, int at, out bool isComment)
    {
        var rest = text.AsSpan(at);
        isComment = rest.StartsWith("//") || rest.StartsWith("/*");
        if (rest.StartsWith("//"))
            return After(text, at, "\n", keep: true);
        if (rest.StartsWith("/*"))
            return After(text, at + 2, "*/");
        if (rest.StartsWith("\"\"\""))
            return After(text, at + 3, "\"\"\"");
        if (rest.StartsWith("@\"") || rest.StartsWith("$@\"") || rest.StartsWith("@$\""))
            return EndOfVerbatim(text, text.IndexOf('"', at) + 1);
        if (rest[0] is '"' or '\'')
            return EndOfPlain(text, at + 1, rest[0]);
        return at + 1;
    }

    private static int EndOfPlain(string text, int at, char quote)
    {
        // A plain literal ends with its line at the latest, so a nested quote in an interpolation misleads for one line at most.
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] == quote)
                return at + 1;
        }

        return Math.Min(at, text.Length);
    }

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at++] != '"')
                continue;
            if (at == text.Length || text[at] != '"')
                return at;
            at++;
        }

        return at;
    }

    private static int After(string text, int at, string end, bool keep = false)
    {
        var found = text.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? text.Length : keep ? found : found + end.Length;
    }
}

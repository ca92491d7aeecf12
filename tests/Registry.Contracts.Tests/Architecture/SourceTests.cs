using System.Text.RegularExpressions;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>What must not stand in the source, because one such line leaks a person or loses a line of the log.</summary>
public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<SourceFile> Source = Repository.Files("src", ".cs");

    /// <summary>Rooms that work for the service; the two programs print to their user.</summary>
    private static readonly IReadOnlyList<SourceFile> Libraries =
        [.. Source.Where(file => !file.Path.StartsWith("src/Registry.Tool/", StringComparison.Ordinal) && !file.Path.StartsWith("src/Registry.Verify/", StringComparison.Ordinal))];

    /// <summary>What may stand inside SQL text: constants of this code, never anything a caller sends.</summary>
    private static readonly HashSet<string> ConstantsInSql = new(StringComparer.Ordinal)
    {
        "Columns", "versionTable", "name", "schema", "table", "type", "declaration", "lines", "primaryKey",
        "graph.DatabaseSchemaName", "session.Options.EventGraph.DatabaseSchemaName", "columns.Inserted", "columns.Selected",
        "string.Concat(lines)",
    };

    /// <summary>Files that may catch everything, and why nothing is swallowed there.</summary>
    private static readonly Dictionary<string, string> CatchAll = new(StringComparer.Ordinal)
    {
        ["src/Registry.Server/Pipeline/CallPipeline.cs"] = "edge: every failure becomes a status and a line",
        ["src/Registry.Server/Hosting/AuditEpochTurner.cs"] = "loop: said in the log, tried again in a minute",
        ["src/Registry.Store/Log/LogWriter.cs"] = "edge: callers are told that nothing is confirmed, the connection is made anew",
        ["src/Registry.Store/Log/AppendConnection.cs"] = "becomes an unknown outcome, which is looked up",
        ["src/Registry.Store/Log/OutboxDrainer.cs"] = "loop: a row that does not open stays, is counted and makes the service unready",
        ["src/Registry.Store/Log/Checkpointer.cs"] = "loop: kept as its last failure, tried again",
        ["src/Compat/Grpc/Server/CallHandler.cs"] = "edge of gRPC: becomes a status",
        ["src/Compat/Grpc/Server/HttpServerCallContext.cs"] = "edge of gRPC: becomes a status",
        ["src/Compat/Grpc/Client/HttpCall.cs"] = "edge of gRPC: becomes the exception of the call",
        ["src/Compat/Marten/Sessions/StreamRows.cs"] = "becomes the package's exception",
    };

    [Fact]
    public void No_object_is_handed_to_the_log_to_be_taken_apart() => Nowhere(Source, Destructuring());

    [Fact]
    public void Libraries_write_to_no_console() =>
        Nowhere([.. Libraries.Where(file => file.Path is not ("src/Registry.Server/Program.cs" or "src/Registry.Keys/Program.cs"))], ConsoleWriting());

    [Fact]
    public void No_message_of_the_contract_is_printed() => Nowhere(Libraries, PrintedMessage());

    [Fact]
    public void The_driver_is_never_told_to_show_values() => Nowhere(Source, ShownValues());

    [Fact]
    public void Nothing_a_caller_sends_is_written_into_SQL()
    {
        var holes = from file in Source
                    from literal in SqlWithHoles().Matches(file.Code)
                    from hole in Hole().Matches(literal.Value)
                    where !ConstantsInSql.Contains(hole.Groups[1].Value)
                    select $"{file.Path}:{file.LineOf(literal.Index)}: {hole.Groups[1].Value}";

        Assert.Empty(holes);
        Nowhere(Source, SqlPlusText());
    }

    [Fact]
    public void Nothing_deletes_but_what_is_settled_or_erased()
    {
        var deleted = Source.Concat(Repository.Files("src", ".sql")).SelectMany(file => DeleteFrom().Matches(file.Code).Select(match => match.Groups[1].Value));

        Assert.Equal(["keys.subject_key", "registry.outbox"], deleted.Distinct().Order(StringComparer.Ordinal));
        Nowhere([.. Source, .. Repository.Files("src", ".sql")], TruncateTable());
    }

    [Fact]
    public void A_receipt_is_made_by_the_log_writer_alone()
    {
        var makers = Source.Where(file => MakesReceipt().IsMatch(file.Code)).Select(file => file.Path);

        Assert.Equal(["src/Registry.Store/Log/LogWriter.cs"], makers);
    }

    [Fact]
    public void Everything_is_caught_at_the_edges_and_nowhere_else()
    {
        var catching = Source.Where(file => CatchesAll().Matches(file.Code).Any(match => !Rethrows(file.Code, match.Index)))
            .Select(file => file.Path);

        Assert.Equal(CatchAll.Keys.Order(StringComparer.Ordinal), catching.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_left_for_later() => Nowhere(
        [.. Source, .. Repository.Files("tests", ".cs").Where(file => !file.Path.EndsWith("Architecture/SourceTests.cs", StringComparison.Ordinal))], Unfinished());

    /// <summary>A pattern that finds nothing proves nothing: each finds an example of what it forbids, and passes what is allowed.</summary>
    public static TheoryData<string, string, bool> Examples => new()
    {
        { nameof(Destructuring), "log.Information(\"{@Person}\", person)", true },
        { nameof(Destructuring), "log.Information(\"{Trace}\", trace)", false },
        { nameof(ConsoleWriting), "Console.Error.WriteLine(failed)", true },
        { nameof(PrintedMessage), "log.Fault(request.ToString())", true },
        { nameof(PrintedMessage), "throw new IOException($\"no {answer} here\")", true },
        { nameof(PrintedMessage), "JsonFormatter.Default.Format(one)", true },
        { nameof(PrintedMessage), "answer.DossierId = dossier.Id.ToString()", false },
        { nameof(ShownValues), "IncludeErrorDetail = true", true },
        { nameof(ShownValues), "source.EnableParameterLogging()", true },
        { nameof(ShownValues), "IncludeErrorDetail = false", false },
        { nameof(SqlWithHoles), "$\"select * from registry.subject where subject_id = '{id}'\"", true },
        { nameof(SqlWithHoles), "$\"\"\"\n  delete from {name}\n  \"\"\"", true },
        { nameof(SqlWithHoles), "$\"The mark {Path} cannot be read; do not delete it\"", false },
        { nameof(SqlPlusText), "\"select version from \" + name", true },
        { nameof(DeleteFrom), "delete from events.mt_events", true },
        { nameof(TruncateTable), "truncate access_log.record", true },
        { nameof(TruncateTable), "create trigger no_truncate before truncate on access_log.record", false },
        { nameof(MakesReceipt), "new Domain.Access.Receipt(id, 0, 1, person, classes, expires)", true },
        { nameof(MakesReceipt), "new GetReceipt(looks, log, proofs)", false },
        { nameof(CatchesAll), "catch (Exception) { }", true },
        { nameof(CatchesAll), "catch (Exception late) when (late is not OperationCanceledException)", true },
        { nameof(CatchesAll), "catch\n{", true },
        { nameof(CatchesAll), "catch (Exception down) when (down is IOException)", false },
        { nameof(Unfinished), "throw new NotImplementedException()", true },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_pattern_finds_what_it_forbids_and_nothing_else(string pattern, string code, bool found) => Assert.Equal(
        found,
        ((Regex)typeof(SourceTests).GetMethod(pattern, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.Invoke(null, null)!)
            .IsMatch(code));

    private static void Nowhere(IEnumerable<SourceFile> files, Regex pattern) => Assert.Empty(files.SelectMany(file => file.Find(pattern)));

    /// <summary>A block that ends by throwing on cleans up and hides nothing.</summary>
    private static bool Rethrows(string code, int at)
    {
        var open = code.IndexOf('{', at);
        var depth = 0;
        for (var end = open; end < code.Length; end++)
        {
            depth += code[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return code[open..end].Contains("throw;", StringComparison.Ordinal);
        }

        return false;
    }

    [GeneratedRegex(@"\{@\w")]
    private static partial Regex Destructuring();

    [GeneratedRegex(@"\bConsole\.(Error\.|Out\.)?Write")]
    private static partial Regex ConsoleWriting();

    [GeneratedRegex(@"\bJsonFormatter\b|ToDiagnosticString|\b(request|response|answer|message|reply|whole|alone|Context)\.ToString\(|\$""[^""\n]*\{(request|response|answer|message|reply)\}")]
    private static partial Regex PrintedMessage();

    [GeneratedRegex(@"IncludeErrorDetail\s*=\s*true|Include Error Detail=true|LogParameters\s*=\s*true|EnableParameterLogging\(\s*(true)?\s*\)|EnableSensitiveDataLogging|EnableDetailedErrors\s*=\s*true", RegexOptions.IgnoreCase)]
    private static partial Regex ShownValues();

    [GeneratedRegex(@"\$(""\s*(select|insert|update|delete|create|alter|drop|truncate|grant|revoke|copy|set)\b[^""\n]*""|""""""\s*(select|insert|update|delete|create|alter|drop|truncate|grant|revoke|copy|set)\b(?s:.*?)"""""")", RegexOptions.IgnoreCase)]
    private static partial Regex SqlWithHoles();

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"""\s*(select|insert into|update|delete from)\b[^""\n]*""\s*\+\s*[A-Za-z_(]", RegexOptions.IgnoreCase)]
    private static partial Regex SqlPlusText();

    [GeneratedRegex(@"\bdelete\s+from\s+([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex DeleteFrom();

    [GeneratedRegex(@"\btruncate\s+(table\s+|only\s+)?[a-z_]+\.", RegexOptions.IgnoreCase)]
    private static partial Regex TruncateTable();

    [GeneratedRegex(@"\bnew\s+([\w.]+\.)?Receipt\(")]
    private static partial Regex MakesReceipt();

    [GeneratedRegex(@"\bcatch(\s*\(Exception(\s+\w+)?\)(?!\s*when)|\s*\(Exception\s+(\w+)\)\s*when\s*\(\3\s+is\s+not\b|\s*(?=\{))")]
    private static partial Regex CatchesAll();

    [GeneratedRegex(@"NotImplementedException|\bSkip\s*=\s*""")]
    private static partial Regex Unfinished();
}

using System.CommandLine;
using Registry.AccessLog;
using Registry.Verify.Evidence;
using Registry.Verify.Exports;
using Registry.Verify.Kits;

namespace Registry.Verify.Records;

/// <summary>Where the command line wants the lines: the screen, a file of one of the formats, or a kit.</summary>
internal static class RecordsTarget
{
    private const string KitFormat = "kit";

    private static readonly Option<bool> CountOption = new("--count") { Description = "Counts the lines and does not print them." };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "One JSON object a line, for machines; the last has the kind 'summary'." };

    private static readonly Option<string?> FormatOption = new("--format")
    {
        Description = "Writes the lines to --out, each with its proof: csv, jsonl, fhir (AuditEvents, one a line), or kit (one file for a court, 100 records at most).",
    };

    private static readonly Option<string?> OutOption = new("--out") { Description = "With --format: the file to write, or a folder for it." };

    private static readonly Option<string?> LangOption = new("--lang") { Description = "With --format csv: vi or en; both when it is not given." };

    private static readonly Option<bool> WordsOption = new("--words") { Description = "With --format csv, jsonl or kit: the officers' reasons go along. They are free text and may name somebody." };

    static RecordsTarget()
    {
        FormatOption.AcceptOnlyFromAmong([.. LineFormats.Names, KitFormat]);
        LangOption.AcceptOnlyFromAmong("vi", "en");
    }

    internal static IReadOnlyList<Option> Options { get; } = [CountOption, JsonOption, FormatOption, OutOption, LangOption, WordsOption];

    internal static bool Json(ParseResult parsed) => parsed.GetValue(JsonOption);

    /// <summary>True for a kit: its records stand for themselves, and others that do not open are no matter.</summary>
    internal static bool IsKit(ParseResult parsed) => parsed.GetValue(FormatOption) == KitFormat;

    /// <exception cref="UnusableException">Options that do not fit together.</exception>
    internal static void Check(ParseResult parsed)
    {
        var format = parsed.GetValue(FormatOption);
        if (format is null != parsed.GetValue(OutOption) is null)
            throw new UnusableException("--format and --out are given together.");
        if (format is null && (parsed.GetValue(LangOption) is not null || parsed.GetValue(WordsOption)))
            throw new UnusableException("--lang and --words go with --format.");
        if (format is not null && parsed.GetValue(CountOption))
            throw new UnusableException("--count: nothing is written then; leave out --format.");
        if (format == "fhir" && parsed.GetValue(WordsOption))
            throw new UnusableException("--words: an AuditEvent carries no words of anybody; take csv, jsonl or kit.");
        if (format != "csv" && parsed.GetValue(LangOption) is not null)
            throw new UnusableException("--lang goes with --format csv; the others have both languages or none.");
    }

    /// <param name="parsed">Command line, checked.</param>
    /// <param name="directory">The export, verified.</param>
    /// <param name="policy">Under which it was verified.</param>
    /// <param name="checkpoint">Its newest checkpoint.</param>
    /// <param name="keys">Keys of its epochs.</param>
    /// <param name="wanted">Records that were asked for by id.</param>
    internal static async Task<ILineSink> Open(ParseResult parsed, string directory, LogPolicy policy, Checkpoint checkpoint, EpochKeys keys, IReadOnlySet<Guid> wanted)
    {
        if (parsed.GetValue(FormatOption) is not { } format)
            return new Screen(parsed.InvocationConfiguration.Output, !parsed.GetValue(CountOption), Json(parsed));

        var note = SignedNote.Load(Path.Combine(directory, ExportLayout.Checkpoint));
        if (policy.Verify(note).Head != checkpoint.Head)
            throw new UnusableException("The export grew while it was checked; take one that nobody writes.");
        var target = parsed.GetValue(OutOption)!;
        var proofs = new RecordProofs(keys, new TileDirectory(directory), note, parsed.GetValue(WordsOption));
        if (format == KitFormat)
            return new KitFile(proofs, policy, wanted, NewFile.Open(target, FormattableString.Invariant($"access-lines-{checkpoint.Head.Size}.kit")));
        var tongue = parsed.GetValue(LangOption) switch { "vi" => Tongue.Vietnamese, "en" => Tongue.English, _ => Tongue.Both };
        return await LineFile.Open(proofs, LineFormats.Of(format, tongue), target, checkpoint.Head.Size);
    }
}

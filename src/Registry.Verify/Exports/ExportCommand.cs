using System.CommandLine;
using System.Globalization;
using System.Text;
using Registry.AccessLog;
using Registry.Verify.Evidence;

namespace Registry.Verify.Exports;

/// <summary><c>registry-verify export FILE</c>: every line of an exported file, for whoever has the file and the policy and nothing else.</summary>
internal static class ExportCommand
{
    /// <summary>Longest line: the opened record in base64, and what the formats say around it.</summary>
    private const int MaxLine = 2 * OpenedRecord.MaxLength;

    private const int Portion = 256;

    /// <summary>Characters of a portion: a file of the longest lines must not fill the memory either.</summary>
    private const int MostOfPortion = 8 * MaxLine;

    private static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "A file that 'records --format csv|jsonl|fhir' wrote." };

    private static readonly Option<FileInfo> PolicyOption = new("--policy") { Description = "File that lists the keys you trust, as the inspectorate published it.", Required = true };

    internal static Command Create()
    {
        var command = new Command("export",
            """
            Checks every line of an exported file: its record is in the log, it opens with the keys beside it, and the line says what the
            record says, to the last character. Needs no key.

            It does not show that no line was left out of the file: that is the finding of whoever opened the whole log ('records').

            Example:  registry-verify export access-lines-70000.csv --policy inspectorate-policy.txt
            """)
        { FileArgument, PolicyOption };
        command.SetAction((parsed, cancel) => Outcome.OfAsync(parsed.InvocationConfiguration, () => RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var trusted = new TrustedCheckpoint(InputFiles.Policy(parsed.GetRequiredValue(PolicyOption).FullName));
        var file = parsed.GetRequiredValue(FileArgument);
        if (!file.Exists)
            throw new UnusableException($"The file '{file.Name}' does not exist.");
        try
        {
            var (lines, origin, size) = await ProgressBar.ShowAsync("Checking lines", progress => Check(file, trusted, progress, cancel));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"VERIFIED: all {lines} lines of the file say what the log {origin} holds, under its checkpoint of {size} entries."));
            await output.WriteLineAsync("NOTE: whether lines were left out of the file, it cannot show.");
            return ExitCode.Verified;
        }
        catch (DecoderFallbackException)
        {
            throw new VerificationFailedException("The file is not UTF-8: it was changed.");
        }
    }

    private static async Task<(long Lines, string Origin, long Size)> Check(FileInfo file, TrustedCheckpoint trusted, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        using var reader = new StreamReader(file.FullName, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        var lines = new BoundedLines(reader, MaxLine);
        var first = await lines.Next(cancel) ?? throw new UnusableException("The file is empty.");
        var (format, waiting) = await Begin(lines, first, cancel);
        var (count, last, number) = (0L, -1L, format.Head.Count);
        Checkpoint? checkpoint = null;
        while (true)
        {
            var portion = new List<string>(Portion);
            for (var length = 0; portion.Count < Portion && length < MostOfPortion && (waiting ?? await lines.Next(cancel)) is { } line; length += line.Length)
            {
                portion.Add(line);
                waiting = null;
            }

            if (portion.Count == 0)
                return checkpoint is null ? throw new UnusableException("The file has no lines.") : (count, checkpoint.Origin, checkpoint.Head.Size);
            var checkedLines = new (long Index, Checkpoint Checkpoint)[portion.Count];
            var (of, from) = (portion, number);
            await Task.Run(() => Each(of.Count, i => checkedLines[i] = Check(format, of[i], from + i + 1, trusted)), cancel);
            foreach (var (index, one) in checkedLines)
            {
                if (index <= last)
                    throw new VerificationFailedException($"Entry {index} stands twice, or out of order.");
                (last, checkpoint, count) = (index, one, count + 1);
            }

            number += portion.Count;
            progress?.Report(new LogProgress(Math.Min(reader.BaseStream.Position, file.Length), file.Length));
        }
    }

    private static async Task<(ILineFormat Format, string? Waiting)> Begin(BoundedLines lines, string first, CancellationToken cancel)
    {
        var head = first.TrimEnd('\r');
        var format = LineFormats.Recognise(head) ?? throw new UnusableException("The file is none that 'records --format' writes.");
        if (format.Head.Count == 0)
            return (format, first);
        var second = await lines.Next(cancel);
        return second?.TrimEnd('\r') == CsvFormat.HeadOf(Tongue.Both)[1] ? (new CsvFormat(Tongue.Both), null) : (format, second);
    }

    /// <summary>On every core; what fails first by its place in the file is what is said.</summary>
    private static void Each(int count, Action<int> check)
    {
        var failures = new Exception?[count];
        Parallel.For(0, count, i =>
        {
            try
            {
                check(i);
            }
            catch (Exception failed) when (failed is VerificationFailedException or FormatException)
            {
                failures[i] = failed;
            }
        });
        if (failures.FirstOrDefault(failed => failed is not null) is { } first)
            throw new VerificationFailedException(first.Message);
    }

    private static (long Index, Checkpoint Checkpoint) Check(ILineFormat format, string text, int number, TrustedCheckpoint trusted)
    {
        try
        {
            var end = format.LineEnd.TrimEnd('\n');
            if (!text.EndsWith(end, StringComparison.Ordinal) || format.RecordIn(text[..^end.Length]) is not { } carried)
                throw new VerificationFailedException("it carries no opened record.");
            var record = OpenedRecord.Parse(carried);
            var (line, checkpoint) = (record.Open(trusted), trusted.Of(record.Proof.Checkpoint));
            return format.Write(new ProvenLine(line, record, checkpoint.Origin)) + end == text
                ? (line.Index, checkpoint)
                : throw new VerificationFailedException($"it does not say what record {line.Record} says.");
        }
        catch (Exception wrong) when (wrong is VerificationFailedException or FormatException)
        {
            throw new VerificationFailedException($"Line {number} of the file: {wrong.Message}");
        }
    }
}

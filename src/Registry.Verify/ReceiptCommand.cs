using System.CommandLine;
using System.Globalization;
using Registry.AccessLog;

namespace Registry.Verify;

/// <summary><c>registry-verify receipt FILE</c>: the receipts that a caller kept, against the log that the operator shows.</summary>
internal static class ReceiptCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "The receipt file of a caller." };

    private static readonly Option<DirectoryInfo> LogOption = new("--log")
    {
        Description = "Folder with the log as the operator shows it: 'checkpoint' and 'tile/...'.",
        Required = true,
    };

    private static readonly Option<FileInfo> PolicyOption = new("--policy")
    {
        Description = "File that lists the keys you trust, as the inspectorate published it.",
        Required = true,
    };

    private static readonly Option<string?> TakenOption = new("--taken")
    {
        Description = "When the folder was copied from the log, e.g. 2026-11-22T15:00:00Z; now when absent.",
    };

    private static readonly Option<int> WithinOption = new("--within")
    {
        Description = "Seconds that an honest log may take to publish a line. A line that is older and missing was dropped.",
        DefaultValueFactory = _ => 60,
    };

    internal static Command Create()
    {
        var command = new Command("receipt",
            """
            Checks that the log still holds every line that it gave a receipt for.

            A receipt is the log's signed promise that a caller's line stands at its place. An operator who later drops, replaces or forks
            lines is shown by it. Each receipt that is not kept is named with one word:

              DROPPED   the log ends before the line, although it is older than --within
              REPLACED  another entry stands in its place
              FORKED    the log is not the history that was signed
              FORGED    the log never signed this receipt
              PENDING   the copy of the log is as old as the receipt: take a newer one

            Exit codes: 0 = all kept, 3 = DROPPED, 4 = REPLACED, 5 = FORKED, 6 = FORGED, 7 = PENDING (the gravest), 1 = the log itself is not
            genuine, 2 = the question was wrong or a file cannot be read.

            Example:  registry-verify receipt kept.receipts --log ./access-log --policy inspectorate-policy.txt
            """)
        { FileArgument, LogOption, PolicyOption, TakenOption, WithinOption };
        command.SetAction((parsed, cancel) => Outcome.OfAsync(parsed.InvocationConfiguration, () => RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var log = parsed.GetRequiredValue(LogOption).FullName;
        var policy = InputFiles.Policy(parsed.GetRequiredValue(PolicyOption).FullName);
        if (!File.Exists(Path.Combine(log, ExportLayout.Checkpoint)))
            throw new UnusableException($"The folder has no file '{ExportLayout.Checkpoint}': it is not an exported log.");

        var checker = new ReceiptChecker(log, policy, Times.Read(parsed.GetValue(TakenOption), "--taken") ?? TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(parsed.GetValue(WithinOption)), TimeProvider.System.GetUtcNow());
        var receipts = InputFiles.Receipts(parsed.GetRequiredValue(FileArgument).FullName);
        var verdict = await ProgressBar.ShowAsync("Comparing receipts", progress => Task.Run(() => checker.Run(receipts, progress, cancel), cancel));
        await TellAsync(verdict, parsed.InvocationConfiguration.Output);
        return verdict.Worst switch
        {
            ReceiptFault.None => ExitCode.Verified,
            ReceiptFault.Pending => ExitCode.Pending,
            ReceiptFault.Forged => ExitCode.Forged,
            ReceiptFault.Dropped => ExitCode.Dropped,
            ReceiptFault.Replaced => ExitCode.Replaced,
            _ => ExitCode.Forked,
        };
    }

    private static async Task TellAsync(ReceiptVerdict verdict, TextWriter output)
    {
        var (log, bad) = ($"the log {verdict.Checkpoint.Origin} of {verdict.Checkpoint.Head.Size} entries", verdict.Total - verdict.Kept);
        await output.WriteLineAsync(verdict.Worst switch
        {
            ReceiptFault.None => $"VERIFIED: {log} keeps all {verdict.Total} receipts.",
            ReceiptFault.Pending => $"NOT YET: {bad} of {verdict.Total} receipts are newer than this copy of {log}; it keeps the others.",
            _ => $"NOT GENUINE: {bad} of {verdict.Total} receipts are not kept by {log}.",
        });
        foreach (var one in verdict.Findings)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{one.Fault.ToString().ToUpperInvariant()}: record {one.Kept.Receipt.RecordId}, kept {one.Kept.KeptAt:yyyy-MM-ddTHH:mm:ssZ}, {one.Kept.Label}: {one.Message}"));
        if (bad > verdict.Findings.Count)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"... and {bad - verdict.Findings.Count} more."));
        await output.WriteLineAsync("NOTE: record ids are not covered by the receipt's signature; times and labels are the keeper's own.");
    }
}

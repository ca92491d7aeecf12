using System.CommandLine;
using System.Security.Cryptography;
using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary><c>registry-verify records DIR</c>: the inspectorate opens and filters the log by itself, without the operator.</summary>
internal static class RecordsCommand
{
    /// <summary>Unreadable records that are named one by one; all are counted.</summary>
    private const int MostNamed = 1000;

    private static readonly Argument<DirectoryInfo> DirectoryArgument = new("DIR") { Description = "Folder with the exported log, with its records and the file 'audit-epochs'." };

    private static readonly Option<FileInfo> KeyOption = new("--key") { Description = "The inspectorate's private key: PKCS#8, PEM or DER.", Required = true };

    private static readonly Option<FileInfo?> UnlockOption = new("--unlock") { Description = "File whose bytes unlock an encrypted key." };

    private static readonly Option<FileInfo?> PolicyOption = new("--policy") { Description = "File that lists the keys you trust, as the inspectorate published it; see 'log'." };

    private static readonly Option<FileInfo[]> KeptOption = new("--kept") { Description = "A checkpoint or proof file that you kept from an earlier day; see 'log'." };

    private static readonly Option<FileInfo[]> RetentionOption = new("--retention")
    {
        Description = "A written policy under which lines may have been shredded, as you have it. When one is given, shredding under any other is damage. May be given several times.",
    };

    internal static Command Create()
    {
        var command = new Command("records",
            """
            Opens the records of an exported log with the inspectorate's private key, and shows those that are asked for.

            The log is verified first; one that is not genuine is not opened. Then every record is opened on this machine, so nobody
            chooses what you see: when all of them open, the lines shown are all that the log holds about the question.
            A record that does not open may be about anybody. It is named, and the exit code is 8.

            A record whose key was destroyed under a written policy, as a line of the log says, is counted as shredded and is no damage.

            With --format the lines go to a file, each with what shows that it says what was logged: whoever gets the file checks it with
            'registry-verify export' or 'registry-verify kit', without any key.

            With --person alone, every report that the registry made to that person is compared with the lines that were opened here: it
            committed to their number before it answered.

            Exit codes: 0 = every record was opened, 8 = some could not be, 9 = the registry committed to another number of lines about a
            person, 1 = the log is not genuine, 2 = the question was wrong or a file cannot be read.

            Example:  registry-verify records ./access-log --key audit.pem --policy inspectorate-policy.txt --person 0f8fad5b-d9cb-469f-a165-70867728950e
            """)
        { DirectoryArgument, KeyOption, UnlockOption, PolicyOption, KeptOption, RetentionOption };
        foreach (var option in RecordsQuestion.Options.Concat(RecordsTarget.Options))
            command.Add(option);
        command.SetAction((parsed, cancel) => Outcome.OfAsync(parsed.InvocationConfiguration, () => RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var json = RecordsTarget.Json(parsed);
        var directory = parsed.GetRequiredValue(DirectoryArgument).FullName;
        RecordsTarget.Check(parsed);
        var filter = RecordsQuestion.Read(parsed);
        var policy = InputFiles.Policy(parsed.GetValue(PolicyOption)?.FullName ?? Path.Combine(directory, ExportLayout.Policy));
        using var keys = EpochKeys.Read(directory, InspectorKey.Read(parsed.GetRequiredValue(KeyOption), parsed.GetValue(UnlockOption)));
        if (await VerifyAsync(parsed, directory, policy, cancel) is not { } checkpoint)
            return ExitCode.Failed;

        var erasures = Erasures.Read(
            directory, checkpoint.Head.Size, (parsed.GetValue(RetentionOption) ?? []).Select(file => Convert.ToHexStringLower(SHA256.HashData(InputFiles.Retention(file.FullName)))).ToHashSet());
        long read = 0, found = 0, unreadable = 0;
        var shredded = new SortedDictionary<long, (ErasureLine By, long Records)>();
        await using var sink = await RecordsTarget.Open(parsed, directory, policy, checkpoint, keys, filter.Records);
        var reports = filter.OnlySubject is { } person ? new ReportCheck(person) : null;
        var (tiles, opening) = (new TileDirectory(directory), new RecordOpening(keys, erasures, filter));
        var pass = new RecordPass<(OpenBundle Bundle, Func<Task> HandOver)>(checkpoint.Head.Size, async path =>
        {
            var bundle = opening.Open(tiles, path);
            return (bundle, await sink.Prepare(bundle.Lines, cancel));
        });
        await ProgressBar.ShowAsync("Opening records", async progress =>
        {
            await pass.RunAsync(TakeAsync, progress, cancel);
            return true;
        });
        var written = await sink.Complete();
        await CountOthersAsync();
        var contradicted = await ReportsAsync();
        await SummaryAsync();
        return contradicted ? ExitCode.Contradicted : unreadable == 0 || RecordsTarget.IsKit(parsed) ? ExitCode.Verified : ExitCode.Unreadable;

        async Task TakeAsync((OpenBundle Bundle, Func<Task> HandOver) opened)
        {
            var bundle = opened.Bundle;
            reports?.Take(filter.OnlySubject!.Value, bundle);
            await opened.HandOver();
            foreach (var one in bundle.Unreadable.Take((int)Math.Max(0, MostNamed - unreadable)))
                await output.WriteLineAsync(json ? LineOutput.AsJson(one) : LineOutput.AsText(one));
            foreach (var one in bundle.Shredded)
            {
                if (filter.Records.Contains(one.Record))
                    await output.WriteLineAsync(json ? LineOutput.AsJson(one) : LineOutput.AsText(one));
                shredded[one.By.Index] = (one.By, shredded.GetValueOrDefault(one.By.Index).Records + 1);
            }

            (read, found, unreadable) = (read + bundle.Read, found + bundle.Lines.Count, unreadable + bundle.Unreadable.Count);
        }

        // A person with several records: their lines are counted each in a pass of its own.
        async Task CountOthersAsync()
        {
            foreach (var other in reports?.Uncounted ?? [])
            {
                var counting = new RecordOpening(keys, erasures, new LineFilter { Subjects = new HashSet<Guid> { other } });
                await new RecordPass<OpenBundle>(checkpoint.Head.Size, path => Task.FromResult(counting.Open(tiles, path))).RunAsync(
                    bundle =>
                    {
                        reports!.TakeOther(other, bundle);
                        return Task.CompletedTask;
                    }, progress: null, cancel);
            }
        }

        async Task<bool> ReportsAsync()
        {
            var verdicts = reports?.Verdicts().ToList() ?? [];
            foreach (var verdict in verdicts)
                await output.WriteLineAsync(json ? verdict.Json : verdict.Words);
            return verdicts.Any(verdict => !verdict.Agrees && !verdict.Open);
        }

        async Task SummaryAsync()
        {
            var (origin, size, own) = (checkpoint.Origin, checkpoint.Head.Size, parsed.GetValue(PolicyOption) is null);
            if (json)
            {
                await output.WriteLineAsync(LineOutput.AsJson(new
                {
                    kind = "summary",
                    origin,
                    size,
                    root = checkpoint.Head.Root.ToBase64(),
                    question = filter.Words,
                    found,
                    opened = read,
                    unreadable,
                    shredded = shredded.Values.Select(one => new { records = one.Records, one.By.Policy, one.By.PolicyHash, by = one.By.Index }),
                    complete = unreadable == 0 && shredded.Count == 0,
                    keys_came_with_the_log = own,
                    written,
                }));
                return;
            }

            if (written is not null)
                await output.WriteLineAsync(written);
            var question = filter.Words.Length == 0 ? "in all" : filter.Words;
            var gone = shredded.Values.Sum(one => one.Records);
            await output.WriteLineAsync(unreadable > 0
                ? $"NOT COMPLETE: {found} lines {question}, and {unreadable} records that could not be opened; each of them may be one more. {read} of {size} were opened."
                : gone > 0
                    ? $"COMPLETE AS FAR AS KEPT: {found} lines {question}. All {read} of {size} records that were not shredded were opened; each of the {gone} others may have been one more."
                    : $"COMPLETE: {found} lines {question}. All {size} records of the log {origin} up to its newest checkpoint were opened: there is no further one in it.");
            foreach (var one in shredded.Values)
                await output.WriteLineAsync($"{one.Records} records were {one.By.Words}.");
            await output.WriteLineAsync($"Root of the newest checkpoint: {checkpoint.Head.Root.ToBase64()}");
            await output.WriteLineAsync("NOTE: this shows what is in the log. A look that never was logged is not in it.");
            if (own)
                await output.WriteLineAsync("NOTE: the keys came with the log itself. Give --policy with keys from another source to know whose log it is.");
        }
    }

    /// <summary>The newest checkpoint of a genuine export with records, or null when it is not genuine: said already.</summary>
    private static async Task<Checkpoint?> VerifyAsync(ParseResult parsed, string directory, LogPolicy policy, CancellationToken cancel)
    {
        var kept = (parsed.GetValue(KeptOption) ?? []).Select(file => InputFiles.Kept(file.FullName)).ToList();
        if (!File.Exists(Path.Combine(directory, ExportLayout.Checkpoint)))
            throw new UnusableException($"The folder has no file '{ExportLayout.Checkpoint}': it is not an exported log.");
        var verdict = await ProgressBar.ShowAsync("Checking entries", progress => new LogVerifier(directory, policy, kept, TimeProvider.System.GetUtcNow()).RunAsync(progress, cancel));
        if (verdict.Finding is { } finding)
        {
            Outcome.NotGenuine(parsed.InvocationConfiguration.Output, $"{finding.Message} Nothing was opened.");
            return null;
        }

        return verdict.WithRecords ? verdict.Checkpoint : throw new UnusableException("The folder has no records: ask for an export with them.");
    }
}

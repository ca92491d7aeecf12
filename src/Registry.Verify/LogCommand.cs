using System.CommandLine;
using System.Globalization;
using Registry.AccessLog;
using Registry.Verify.Records;

namespace Registry.Verify;

/// <summary><c>registry-verify log DIR</c>: the whole exported log.</summary>
internal static class LogCommand
{
    private static readonly Argument<DirectoryInfo> DirectoryArgument = new("DIR")
    {
        Description = "Folder with the exported log: it contains the files 'checkpoint' and 'tile/...'.",
    };

    private static readonly Option<FileInfo?> PolicyOption = new("--policy")
    {
        Description = "File that lists the keys you trust. Use the one that the inspectorate published, not one that came with the log. "
            + "Without it the file 'policy' inside DIR is used: that only shows that the log agrees with itself.",
    };

    private static readonly Option<FileInfo[]> KeptOption = new("--kept")
    {
        Description = "A checkpoint (or a proof file) that you kept from an earlier day. The log must still contain it. May be given several times.",
    };

    internal static Command Create()
    {
        var command = new Command("log",
            """
            Checks a complete exported log: every stored record, every entry, every tile and every signed checkpoint.

            If anything was changed, the first line begins with NOT GENUINE and names the first entry concerned.

            Example:  registry-verify log /media/usb/access-log --policy inspectorate-policy.txt

            Where the registry itself runs, deploy/registry-verify log --data DIR exports the log of the data directory DIR to a temporary
            folder first and checks that; --policy and --kept work as above. This program alone never reads a data directory.
            """)
        { DirectoryArgument, PolicyOption, KeptOption };
        command.SetAction((parsed, cancel) => Outcome.OfAsync(parsed.InvocationConfiguration, () => RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var directory = parsed.GetRequiredValue(DirectoryArgument).FullName;
        var given = parsed.GetValue(PolicyOption);
        var policy = InputFiles.Policy(given?.FullName ?? Path.Combine(directory, ExportLayout.Policy));
        var kept = (parsed.GetValue(KeptOption) ?? []).Select(file => InputFiles.Kept(file.FullName)).ToList();
        if (!File.Exists(Path.Combine(directory, ExportLayout.Checkpoint)))
            throw new UnusableException($"The folder has no file '{ExportLayout.Checkpoint}': it is not an exported log.");

        var verifier = new LogVerifier(directory, policy, kept, TimeProvider.System.GetUtcNow());
        var verdict = await ProgressBar.ShowAsync("Checking entries", progress => verifier.RunAsync(progress, cancel));
        if (verdict.Finding is { } finding)
        {
            Outcome.NotGenuine(output, finding.Message);
            await output.WriteLineAsync($"Look at the file: {finding.File}");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Found genuine before that: {verdict.Entries} entries."));
            return ExitCode.Failed;
        }

        var checkpoint = verdict.Checkpoint!;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"VERIFIED: all {verdict.Entries} entries of the log {checkpoint.Origin} are genuine and complete up to its newest checkpoint."));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Signed checkpoints whose entries were recomputed: {verdict.Checkpoints} (kept by you: {kept.Count})."));
        await output.WriteLineAsync($"Root of the newest checkpoint: {checkpoint.Head.Root.ToBase64()}");
        await output.WriteLineAsync(verdict.WithRecords
            ? "The encrypted records are in the folder and are those that were logged. Record ids and justifications are not covered by the log."
            : "NOTE: the encrypted records are not in this folder and were NOT checked; entries and signatures were.");
        if (verdict.WithRecords)
            foreach (var erasure in Erasures.Read(directory, checkpoint.Head.Size, new HashSet<string>()).Lines)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"NOTE: {erasure.Lines} records were {erasure.Words}: entries and proofs stand, nobody can read them."));
        if (given is null)
            await output.WriteLineAsync("NOTE: the keys came with the log itself. Give --policy with keys from another source to know whose log it is.");
        return ExitCode.Verified;
    }
}

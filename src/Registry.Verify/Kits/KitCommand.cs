using System.CommandLine;
using System.Globalization;
using Registry.AccessLog;

namespace Registry.Verify.Kits;

/// <summary><c>registry-verify kit FILE</c>: a kit, with nothing else at hand.</summary>
internal static class KitCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "The kit." };

    private static readonly Option<FileInfo?> PolicyOption = new("--policy")
    {
        Description = "File that lists the keys you trust, as the inspectorate published it. Without it the keys in the kit are used, and their fingerprint is shown for you to compare.",
    };

    internal static Command Create()
    {
        var command = new Command("kit",
            """
            Checks a kit: one file with records of the access log, for a court. Needs nothing else.

            Shows that each record was in the log when it was signed, that it opens with the keys in the kit, and that the words in the kit
            say what the records say. If one byte was changed, the first line begins with NOT GENUINE and names what.

            Example:  registry-verify kit look-4711.kit
            """)
        { FileArgument, PolicyOption };
        command.SetAction((parsed, _) => Outcome.OfAsync(parsed.InvocationConfiguration, () => Task.FromResult(Run(parsed))));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var trusted = parsed.GetValue(PolicyOption) is { } given ? InputFiles.Policy(given.FullName) : null;
        var file = parsed.GetRequiredValue(FileArgument);
        if (!file.Exists)
            throw new UnusableException($"The file '{file.Name}' does not exist.");
        if (file.Length > KitParts.MaxBytes)
            throw new UnusableException($"The file '{file.Name}' is too large to be a kit.");

        var (kit, lines) = Kit.Verify(File.ReadAllBytes(file.FullName), trusted);
        var checkpoint = Checkpoint.Parse(lines[0].Record.Proof.Checkpoint.Text);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"VERIFIED: {lines.Count} records of the log {checkpoint.Origin} are genuine, open, and say what the kit says of them."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"They were in the log when its checkpoint of {checkpoint.Head.Size} entries was signed{SignedAt(kit.Policy, lines[0].Record.Proof.Checkpoint)}."));
        output.WriteLine($"Fingerprint of the keys: {KitWords.Fingerprint(kit.Policy)}");
        if (trusted is null)
            output.WriteLine("NOTE: the keys came with the kit itself. Compare their fingerprint with the one that the inspectorate published, or give --policy.");
        output.WriteLine();
        output.Write(KitWords.Of(kit.Policy, lines));
        return ExitCode.Verified;
    }

    private static string SignedAt(LogPolicy policy, SignedNote note) =>
        policy.SignedAt(note) is { } at ? at.UtcDateTime.ToString(", 'at' yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";
}

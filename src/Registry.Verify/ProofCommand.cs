using System.CommandLine;
using System.Globalization;
using Registry.AccessLog;

namespace Registry.Verify;

/// <summary><c>registry-verify proof FILE</c>: one entry.</summary>
internal static class ProofCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "The proof, a file that ends in .tlog-proof." };

    private static readonly Option<FileInfo> PolicyOption = new("--policy")
    {
        Description = "File that lists the keys you trust, as the inspectorate published it.",
        Required = true,
    };

    private static readonly Option<string?> EntryOption = new("--record-hash")
    {
        Description = "The log entry of the record in question, as 66 hexadecimal digits, if you have it from elsewhere (for example from the "
            + "record itself). The proof must be about exactly this entry. Needed when the proof does not carry its entry.",
    };

    internal static Command Create()
    {
        var command = new Command("proof",
            """
            Checks a proof that one line is in the access log.

            The proof shows that the line was in the log when the checkpoint inside the file was signed, and at which place.
            It does not show what the line says: records are encrypted and are opened by the inspectorate.

            Example:  registry-verify proof look-4711.tlog-proof --policy inspectorate-policy.txt
            """)
        { FileArgument, PolicyOption, EntryOption };
        command.SetAction((parsed, _) => Outcome.OfAsync(parsed.InvocationConfiguration, () => Task.FromResult(Run(parsed))));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var policy = InputFiles.Policy(parsed.GetRequiredValue(PolicyOption).FullName);
        var proof = InputFiles.Proof(parsed.GetRequiredValue(FileArgument).FullName);
        var given = parsed.GetValue(EntryOption) is { } hex ? EntryFromHex(hex) : null;
        if (given is null && proof.Extra is null)
            throw new UnusableException("The proof does not carry its entry: give it with --record-hash.");
        if (given is not null && proof.Extra is { } carried && !carried.Span.SequenceEqual(given))
        {
            Outcome.NotGenuine(output, "The proof is about another entry than the one given with --record-hash.");
            return ExitCode.Failed;
        }

        var checkpoint = proof.Verify(Merkle.Leaf(given ?? proof.Extra!.Value.Span), policy);
        policy.Verify(proof.Checkpoint, TimeProvider.System.GetUtcNow());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"VERIFIED: the entry is number {proof.Index} (counted from 0) of the log {checkpoint.Origin}."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It was in the log when the checkpoint of {checkpoint.Head.Size} entries was signed."));
        output.WriteLine($"Entry: {Convert.ToHexStringLower(given ?? proof.Extra!.Value.Span)}");
        if (given is null)
            output.WriteLine("NOTE: the entry was taken from the proof. Compare it with the entry computed from the record in question.");
        return ExitCode.Verified;
    }

    private static byte[] EntryFromHex(string hex)
    {
        const string expected = "--record-hash: expected 66 hexadecimal digits that begin with 01.";
        try
        {
            return Convert.FromHexString(hex) is { Length: LeafEntry.Length } entry && entry[0] == LeafEntry.Version
                ? entry
                : throw new UnusableException(expected);
        }
        catch (FormatException)
        {
            throw new UnusableException(expected);
        }
    }
}

using System.Text;
using Registry.AccessLog;
using Registry.Verify.Evidence;

namespace Registry.Verify.Kits;

/// <summary>One file for a court: records with their own keys, their proofs, the policy, and all of it in words.</summary>
/// <param name="Policy">Whose signatures count, as the maker of the kit had it.</param>
/// <param name="Records">In the order of the log.</param>
internal sealed record Kit(LogPolicy Policy, IReadOnlyList<OpenedRecord> Records)
{
    /// <summary>Most records of a kit.</summary>
    internal const int Most = 100;

    private const string WordsPart = "words", PolicyPart = "policy", RecordPart = "record";

    /// <summary>The file. Everything in it is checked first, as a court will check it.</summary>
    /// <exception cref="VerificationFailedException">What was put together does not hold.</exception>
    internal byte[] Write() => KitParts.Write([(WordsPart, KitWords.Of(Policy, Lines(Policy))), (PolicyPart, Policy.Text), .. Records.Select(record => (RecordPart, record.ToString()))]);

    /// <summary>The lines of a kit, after everything in it was checked.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="trusted">The reader's own policy; null to take that of the kit.</param>
    /// <exception cref="UnusableException">Not a kit.</exception>
    /// <exception cref="VerificationFailedException">Names what does not fit.</exception>
    internal static (Kit Kit, IReadOnlyList<ProvenLine> Lines) Verify(ReadOnlyMemory<byte> file, LogPolicy? trusted)
    {
        var parts = KitParts.Read(file);
        if (parts is not [(WordsPart, var words), (PolicyPart, var policyText), .. var records] || records.Length is 0 or > Most || records.Any(part => part.Name != RecordPart))
            throw new VerificationFailedException("The kit has not the parts of a kit: words, policy, then records.");
        var policy = Part(PolicyPart, () => LogPolicy.Parse(Encoding.UTF8.GetBytes(policyText)));
        if (trusted is not null && trusted.Text != policy.Text)
            throw new VerificationFailedException("The policy in the kit is not the one that you gave: the kit rests on other keys than those that you trust.");
        var kit = new Kit(policy, [.. records.Select(part => Part(RecordPart, () => OpenedRecord.Parse(part.Text)))]);
        var lines = kit.Lines(policy);
        return KitWords.Of(policy, lines) == words
            ? (kit, lines)
            : throw new VerificationFailedException("The words of the kit do not say what its records say: its part 'words' was changed.");
    }

    private List<ProvenLine> Lines(LogPolicy policy)
    {
        var trusted = new TrustedCheckpoint(policy);
        // The words speak of one checkpoint.
        if (Records.Select(record => record.Proof.Checkpoint.ToString()).Distinct(StringComparer.Ordinal).Skip(1).Any())
            throw new VerificationFailedException("The records of the kit are proven under different checkpoints.");
        var lines = Records.Select(record => new ProvenLine(record.Open(trusted), record, trusted.Of(record.Proof.Checkpoint).Origin)).ToList();
        return lines.Zip(lines.Skip(1)).All(pair => pair.First.Line.Index < pair.Second.Line.Index)
            ? lines
            : throw new VerificationFailedException("A record stands twice in the kit, or out of order.");
    }

    private static T Part<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw new VerificationFailedException($"The part '{name}' of the kit is damaged: {wrong.Message}");
        }
    }
}

using System.Globalization;
using System.Text;

namespace Registry.AccessLog;

/// <summary>
/// What a log asks of a witness (C2SP tlog-witness, body of <c>add-checkpoint</c>): <c>old N</c>, the consistency proof from there, a blank
/// line, the signed checkpoint.
/// </summary>
/// <param name="OldSize">Size that the log believes the witness to have cosigned last; 0 for none.</param>
/// <param name="Proof">Consistency proof from the old size to the checkpoint's; at most 63 hashes.</param>
/// <param name="Note">The checkpoint, signed by the log.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    /// <summary>Largest body that is read.</summary>
    public const int MaxBytes = 4 * 1024 + SignedNote.MaxBytes;

    private const string Label = "old ";
    private const int MaxProof = 63;

    /// <summary>What the note states.</summary>
    public Checkpoint Checkpoint { get; } = Checkpoint.Parse(Note.Text);

    /// <exception cref="FormatException">Not a request in its one spelling.</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> bytes)
    {
        var text = StrictText.Lines(bytes, MaxBytes, "add-checkpoint");
        // The first blank line: the checkpoint has one of its own.
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !text.StartsWith(Label, StringComparison.Ordinal))
            throw new FormatException("add-checkpoint: expected a line 'old' with a size, proof lines, a blank line and a checkpoint.");
        var lines = text[Label.Length..blank].Split('\n');
        if (lines.Length - 1 > MaxProof)
            throw new FormatException($"add-checkpoint: more than {MaxProof} hashes.");
        return new AddCheckpoint(
            StrictText.Number(lines[0], "old size"), Array.ConvertAll(lines[1..], TreeHash.FromBase64), SignedNote.Parse(StrictText.Bytes(text[(blank + 2)..])));
    }

    /// <summary>The body.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Label}{OldSize}\n");
        foreach (var hash in Proof)
            text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>UTF-8 of <see cref="ToString"/>.</summary>
    public byte[] ToBytes() => StrictText.Bytes(ToString());
}

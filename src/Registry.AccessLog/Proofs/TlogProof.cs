using System.Globalization;
using System.Text;

namespace Registry.AccessLog;

/// <summary>
/// A C2SP tlog-proof: everything needed to check, offline and with a policy alone, that one entry is in the log.
/// </summary>
/// <param name="Extra">Bytes for the reader; NOT covered by any signature. Ours carry the entry, which counts only once it is hashed
/// and leads to the root.</param>
/// <param name="Index">Index of the entry.</param>
/// <param name="Path">Inclusion proof, leaf first.</param>
/// <param name="Checkpoint">Signed note of the tree that the proof leads to.</param>
public sealed record TlogProof(ReadOnlyMemory<byte>? Extra, long Index, IReadOnlyList<TreeHash> Path, SignedNote Checkpoint)
{
    /// <summary>Largest file that is read.</summary>
    public const int MaxBytes = 128 * 1024 + SignedNote.MaxBytes;

    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int MaxPath = 63;

    /// <exception cref="FormatException">Not a proof file in its one spelling.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var text = StrictText.Lines(bytes, MaxBytes, "proof");
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0)
            throw new FormatException("proof: expected a blank line before the checkpoint.");
        var lines = new Queue<string>(text[..blank].Split('\n'));
        if (lines.Dequeue() != Header)
            throw new FormatException($"proof: expected the first line '{Header}'.");

        var extra = Take(lines, "extra ") is { } value ? StrictText.Base64(value, "proof extra") : null;
        var index = StrictText.Number(Take(lines, "index ") ?? throw new FormatException("proof: expected an index line."), "proof index");
        if (lines.Count > MaxPath)
            throw new FormatException($"proof: more than {MaxPath} hashes.");
        var path = lines.Select(TreeHash.FromBase64).ToArray();
        var note = SignedNote.Parse(StrictText.Bytes(text[(blank + 2)..]));
        _ = AccessLog.Checkpoint.Parse(note.Text);
        return new TlogProof(extra is null ? (ReadOnlyMemory<byte>?)null : extra, index, path, note);
    }

    /// <summary>The file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
            text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>The proof that an entry is in the tree of a signed checkpoint.</summary>
    /// <param name="source">Hashes of that tree.</param>
    /// <param name="index">Index of the entry.</param>
    /// <param name="entry">Carried along as extra; null to leave it out.</param>
    /// <param name="checkpoint">The signed checkpoint; its size must be above the index.</param>
    /// <param name="cancel">Ends the reading of hashes.</param>
    public static async ValueTask<TlogProof> MakeAsync(
        ISubtreeSource source, long index, ReadOnlyMemory<byte>? entry, SignedNote checkpoint, CancellationToken cancel = default)
    {
        var size = AccessLog.Checkpoint.Parse(checkpoint.Text).Head.Size;
        return new TlogProof(entry, index, await InclusionProof.MakeAsync(source, index, size, cancel), checkpoint);
    }

    /// <summary>The checkpoint that the entry is proven to be under.</summary>
    /// <exception cref="VerificationFailedException">The checkpoint does not satisfy the policy, or the entry is not at this index in it.</exception>
    /// <exception cref="FormatException">The signed text is not a checkpoint.</exception>
    public Checkpoint Verify(TreeHash leafHash, LogPolicy policy)
    {
        var checkpoint = policy.Verify(Checkpoint);
        return InclusionProof.Verify(leafHash, Index, checkpoint.Head, [.. Path])
            ? checkpoint
            : throw new VerificationFailedException(
                $"The proof does not lead from this entry at index {Index} to the root that was signed for {checkpoint.Head.Size} entries.");
    }

    private static string? Take(Queue<string> lines, string label) =>
        lines.TryPeek(out var line) && line.StartsWith(label, StringComparison.Ordinal) ? lines.Dequeue()[label.Length..] : null;
}

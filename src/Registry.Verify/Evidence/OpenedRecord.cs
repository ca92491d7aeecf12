using System.Text;
using System.Text.Json;
using Registry.AccessLog;
using Registry.Verify.Records;

namespace Registry.Verify.Evidence;

/// <summary>
/// One record that anybody can open and check with a policy alone: its stored parts, the key of each part that may be read, and the proof that it
/// is in the log. The text form is in FORMAT.md, section 1.
/// </summary>
/// <param name="Stored">As stored; without its justification when that may not be read.</param>
/// <param name="ActorKey">32 bytes; opens this part of this record and nothing else.</param>
/// <param name="SubjectKey">32 bytes.</param>
/// <param name="JustificationKey">32 bytes; null exactly when no justification is carried.</param>
/// <param name="Proof">Without the entry: that is computed from the parts.</param>
internal sealed record OpenedRecord(StoredRecord Stored, byte[] ActorKey, byte[] SubjectKey, byte[]? JustificationKey, TlogProof Proof)
{
    /// <summary>Longest text that is read.</summary>
    internal const int MaxLength = 512 * 1024;

    private const string Header = "registry opened record v1";

    /// <summary>Hash of its leaf.</summary>
    internal TreeHash LeafHash => Merkle.Leaf(Stored.Entry());

    /// <exception cref="FormatException">Not this form in its one spelling; names the field.</exception>
    internal static OpenedRecord Parse(string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.Length > MaxLength || blank < 0)
            throw new FormatException("opened record: too long, or no blank line before the proof.");
        var lines = new Queue<string>(text[..blank].Split('\n'));
        if (lines.Dequeue() != Header)
            throw new FormatException($"opened record: expected the first line '{Header}'.");
        if (!Guid.TryParseExact(Take(lines, "record") ?? "", "D", out var id))
            throw new FormatException("opened record: expected a record id.");
        var (actor, actorKey) = (Bytes(lines, "actor"), Bytes(lines, "actor-key"));
        var (subject, subjectKey) = (Bytes(lines, "subject"), Bytes(lines, "subject-key"));
        var words = lines.Count > 0 ? Bytes(lines, "justification") : null;
        var wordsKey = words is null ? null : Bytes(lines, "justification-key");
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(text[(blank + 2)..]));
        var record = new OpenedRecord(new StoredRecord(id, actor, subject, words), actorKey, subjectKey, wordsKey, proof);
        return record.ToString() == text && proof.Extra is null ? record : throw new FormatException("opened record: not in its one spelling.");
    }

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n').Append("record ").Append(Stored.Id.ToString("D")).Append('\n');
        Write("actor", Stored.Actor.Span);
        Write("actor-key", ActorKey);
        Write("subject", Stored.Subject.Span);
        Write("subject-key", SubjectKey);
        if (JustificationKey is not null)
        {
            Write("justification", Stored.Justification.Span);
            Write("justification-key", JustificationKey);
        }

        return text.Append('\n').Append(Proof).ToString();

        void Write(string name, ReadOnlySpan<byte> bytes) => text.Append(name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
    }

    /// <summary>The line, after everything about it was checked.</summary>
    /// <exception cref="VerificationFailedException">It is not in the log that the policy names.</exception>
    /// <exception cref="FormatException">A key does not open its part, or what opens has not the form of a record.</exception>
    internal OpenLine Open(TrustedCheckpoint trusted)
    {
        var checkpoint = trusted.Of(Proof.Checkpoint);
        if (!InclusionProof.Verify(LeafHash, Proof.Index, checkpoint.Head, [.. Proof.Path]))
            throw new VerificationFailedException($"Record {Stored.Id} is not the one that was logged as entry {Proof.Index}: the proof does not lead from it to the root that was signed.");
        try
        {
            var subject = OpenLine.SubjectOf(PartBox.Open(SubjectKey, Stored.Id, Part.Subject, Stored.Subject.Span));
            var (said, committed) = OpenLine.ActorOf(PartBox.Open(ActorKey, Stored.Id, Part.Actor, Stored.Actor.Span));
            var (words, elsewhere) = OpenLine.WordsOf(Stored.Justification, committed, () => PartBox.Open(JustificationKey, Stored.Id, Part.Justification, Stored.Justification.Span));
            return new OpenLine(Proof.Index, Stored, subject, said, words, elsewhere);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            throw new VerificationFailedException($"Record {Stored.Id} does not open with the keys that came with it: {wrong.Message}.");
        }
    }

    private static string? Take(Queue<string> lines, string name) =>
        lines.TryDequeue(out var line) && line.StartsWith(name + " ", StringComparison.Ordinal) ? line[(name.Length + 1)..] : null;

    private static byte[] Bytes(Queue<string> lines, string name)
    {
        var text = Take(lines, name) ?? throw new FormatException($"opened record: expected the line '{name}'.");
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw new FormatException($"opened record: {name}: expected base64.");
    }
}

/// <summary>A line with what shows that it says what was logged.</summary>
/// <param name="Line">In the open, without the caller's words where <paramref name="Record"/> carries none.</param>
/// <param name="Record">For anybody to check.</param>
/// <param name="Origin">Name of the log.</param>
internal sealed record ProvenLine(OpenLine Line, OpenedRecord Record, string Origin);

/// <summary>The checkpoint of many proofs, verified once: all lines of a file were proven under one.</summary>
internal sealed class TrustedCheckpoint(LogPolicy policy)
{
    private sealed record Verified(string Note, Checkpoint Checkpoint);

    // Replaced as a whole: several threads check lines.
    private volatile Verified? last;

    /// <exception cref="VerificationFailedException">The policy does not believe it.</exception>
    internal Checkpoint Of(SignedNote note)
    {
        var text = note.ToString();
        var known = last;
        if (known?.Note != text)
            last = known = new Verified(text, policy.Verify(note, TimeProvider.System.GetUtcNow()));
        return known!.Checkpoint;
    }
}

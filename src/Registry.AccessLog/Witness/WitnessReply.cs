namespace Registry.AccessLog;

/// <summary>What came back from a witness, verified.</summary>
public abstract record WitnessReply
{
    private WitnessReply()
    {
    }

    /// <summary>It cosigned.</summary>
    /// <param name="Line">Its line; its own key has verified it.</param>
    /// <param name="At">When, by the witness's clock.</param>
    public sealed record Cosigned(NoteSignature Line, DateTimeOffset At) : WitnessReply;

    /// <summary>It last cosigned another size. Nothing proves that: ask for <see cref="WitnessClient.Newest"/> before anything rests on it.</summary>
    public sealed record OtherSize(long Size) : WitnessReply;

    /// <summary>It did not cosign.</summary>
    /// <param name="Why">For the operator; holds nothing that the witness sent.</param>
    /// <param name="Verdict">Its status, where it was one of the specification's.</param>
    public sealed record Refused(string Why, WitnessVerdict? Verdict = null) : WitnessReply;

    /// <summary>Reads the body of a 200: the line of this key, valid for this text and not far from now.</summary>
    internal static WitnessReply Read(string body, string text, VerifierKey key, DateTimeOffset now)
    {
        try
        {
            var line = SignedNote.Parse(StrictText.Bytes(text + "\n" + body)).Signatures.FirstOrDefault(line => line.Name == key.Name && line.KeyId == key.KeyId);
            if (line is null || !key.Verify(StrictText.Bytes(text), line.Signature.Span))
                return new Refused("it answered with a cosignature that its key refuses");
            var at = Cosignature.Time(line.Signature.Span);
            return at is { } time && (time - now).Duration() <= WitnessClient.ClocksMayDiffer
                ? new Cosigned(line, time)
                : new Refused($"its clock and ours differ by more than {WitnessClient.ClocksMayDiffer.TotalMinutes:0} minutes");
        }
        catch (FormatException)
        {
            return new Refused("it answered 200 without a cosignature");
        }
    }
}

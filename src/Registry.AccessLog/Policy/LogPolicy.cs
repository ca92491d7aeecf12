namespace Registry.AccessLog;

/// <summary>
/// Whose signatures make a checkpoint believable (C2SP tlog-policy): the keys of one log, its witnesses, and how many of them.
/// </summary>
/// <remarks>
/// Stricter than the specification in one point: ALL log keys that are named must have signed, because the key set is fixed when a
/// log is created and one stolen key must not be enough. Whoever can change this file decides what is believed.
/// </remarks>
public sealed class LogPolicy
{
    /// <summary>Largest policy that is read.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly PolicyQuorum quorum;

    internal LogPolicy(string text, IReadOnlyList<VerifierKey> logKeys, PolicyQuorum quorum)
    {
        Text = text;
        LogKeys = logKeys;
        this.quorum = quorum;
    }

    /// <summary>The file as it was read.</summary>
    public string Text { get; }

    /// <summary>All of them must sign; they share one name.</summary>
    public IReadOnlyList<VerifierKey> LogKeys { get; }

    /// <summary>The witnesses that the policy knows, whether the quorum needs them or not.</summary>
    public IReadOnlyCollection<PolicyWitness> Witnesses => [.. quorum.Witnesses.Values];

    /// <summary>True if a checkpoint needs cosignatures to be believed.</summary>
    public bool NeedsWitnesses => quorum.Required is not null;

    /// <summary>Name of the log, which its checkpoints must carry.</summary>
    public string Origin => LogKeys[0].Name;

    /// <exception cref="FormatException">Not a policy; names the line.</exception>
    public static LogPolicy Parse(ReadOnlySpan<byte> bytes) => PolicyReader.Read(StrictText.Lines(bytes, MaxBytes, "policy"));

    /// <summary>The policy of a log without witnesses.</summary>
    /// <exception cref="FormatException">No key, or keys of different names.</exception>
    public static LogPolicy OfLog(IEnumerable<VerifierKey> logKeys) =>
        PolicyReader.Read(string.Concat(logKeys.Select(key => $"log {key}\n")) + "quorum none\n");

    /// <summary>The checkpoint in the note, if every log key signed it and the quorum of witnesses is met.</summary>
    /// <exception cref="VerificationFailedException">A signature is wrong or missing, the origin differs, or the quorum is not met.</exception>
    /// <exception cref="FormatException">The text is not a checkpoint.</exception>
    public Checkpoint Verify(SignedNote note)
    {
        var checkpoint = VerifyLogKeys(note);
        if (!quorum.IsMetBy(note.Verify([.. LogKeys, .. quorum.WitnessKeys])))
            throw new VerificationFailedException("Too few witnesses have signed the checkpoint: the policy's quorum is not met.");
        return checkpoint;
    }

    /// <summary>The same, if nobody dated it ahead: times of the log's keys and of the quorum lie at most ten minutes after the reader's clock.</summary>
    /// <param name="note">The note.</param>
    /// <param name="now">The reader's clock.</param>
    /// <exception cref="VerificationFailedException">As above, or the note is dated ahead.</exception>
    /// <exception cref="FormatException">The text is not a checkpoint.</exception>
    public Checkpoint Verify(SignedNote note, DateTimeOffset now)
    {
        var checkpoint = Verify(note);
        if (note.Times(LogKeys).Values.Append(SignedAt(note) ?? now).Max() - now > WitnessClient.ClocksMayDiffer)
            throw new VerificationFailedException("The checkpoint is dated ahead: it says that it was signed more than ten minutes after this clock. Either this clock is wrong or somebody hides when it was signed.");
        return checkpoint;
    }

    /// <summary>True if the quorum of witnesses has cosigned the note; a wrong line counts as none. Says nothing about the log's own keys.</summary>
    public bool IsWitnessed(SignedNote note) => quorum.Required is null || quorum.IsMetBy(note.Times(quorum.WitnessKeys).Keys.ToHashSet());

    /// <summary>
    /// The latest moment at which everybody that the policy needs had signed: the quorum of witnesses, or the log's own timestamp where it needs
    /// none. Null if the note does not say.
    /// </summary>
    /// <remarks>What is frozen, or shown to one reader alone, grows old: compare it with the clock.</remarks>
    public DateTimeOffset? SignedAt(SignedNote note)
    {
        var times = note.Times(quorum.Required is null ? LogKeys : quorum.WitnessKeys).OrderByDescending(signed => signed.Value).ToList();
        var signedBy = new HashSet<VerifierKey>();
        foreach (var (key, at) in times)
            if (signedBy.Add(key) && quorum.IsMetBy(signedBy))
                return at;
        return null;
    }

    /// <summary>The same without the witnesses: for checkpoints that no witness has seen yet, and for earlier ones.</summary>
    /// <exception cref="VerificationFailedException">A signature of the log is wrong or missing, or the origin differs.</exception>
    /// <exception cref="FormatException">The text is not a checkpoint.</exception>
    public Checkpoint VerifyLogKeys(SignedNote note)
    {
        var signedBy = note.Verify(LogKeys);
        if (LogKeys.FirstOrDefault(key => !signedBy.Contains(key)) is { } missing)
            throw new VerificationFailedException($"The log's key {missing.Name} {missing.KeyId:x8} has not signed the checkpoint; every key of the log must.");
        var checkpoint = Checkpoint.Parse(note.Text);
        return checkpoint.Origin == Origin
            ? checkpoint
            : throw new VerificationFailedException("The checkpoint names another log (origin) than the policy.");
    }
}

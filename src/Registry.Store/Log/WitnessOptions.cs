namespace Registry.Store.Log;

/// <summary>How witnesses are asked. Together they give a quorum within ten seconds where witnesses answer.</summary>
public sealed record WitnessOptions
{
    /// <summary>How long one witness may take for one request.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often the newest checkpoint is looked at.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one checkpoint waits for its quorum before a newer one takes its place.</summary>
    public TimeSpan RoundWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest pause after a witness that failed; the first is <see cref="Every"/>, each further one twice as long.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>How the log stands with its witnesses, for health and alarms.</summary>
/// <param name="SinceWitnessed">Age of the newest checkpoint that met the quorum; null before the first of this process.</param>
/// <param name="Size">Its size.</param>
/// <param name="Troubles">One sentence for each witness that does not cosign now.</param>
public sealed record WitnessHealth(TimeSpan? SinceWitnessed, long Size, IReadOnlyList<string> Troubles)
{
    /// <summary>True from the first line that waited in vain until one is covered again.</summary>
    public bool WaitsInVain { get; init; }
}

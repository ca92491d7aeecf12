namespace Registry.Server.Pipeline;

/// <summary>How often one officer and one agency may call within a minute. Beyond it: refused, and a line.</summary>
internal sealed record CeilingOptions
{
    /// <summary>Calls of one officer in a minute.</summary>
    public int OfficerCalls { get; init; } = 600;

    /// <summary>Calls of one agency in a minute, all officers and systems together.</summary>
    public int AgencyCalls { get; init; } = 6000;

    /// <summary>Streams of one officer that are open at a time.</summary>
    public int OfficerStreams { get; init; } = 10;

    /// <summary>
    /// Not-found answers of one officer in a minute, whatever their cause: walking through ids ends here. So many calls of hers may be under way together, less
    /// those that missed in the minute.
    /// </summary>
    public int OfficerMisses { get; init; } = 120;

    /// <summary>The same of one agency, all officers and systems together: an issuer that makes up officers makes no more guesses than so many.</summary>
    public int AgencyMisses { get; init; } = 600;

    /// <summary>Wrong codes of one officer in a minute, for hand-overs of dossiers.</summary>
    public int OfficerWrongCodes { get; init; } = 20;

    /// <summary>The same of one agency.</summary>
    public int AgencyWrongCodes { get; init; } = 60;

    /// <summary>Lines of one agency that may wait for the access log at a time; at least a page of them. Beyond it: <c>BUSY</c>, counted in one line a minute.</summary>
    public int AgencyLines { get; init; } = 512;

    /// <summary>Emergency looks of one officer in a day (<see cref="GlassCeiling"/>).</summary>
    public int OfficerGlass { get; init; } = 10;

    /// <summary>Emergency looks of one agency in a day, all officers together.</summary>
    public int AgencyGlass { get; init; } = 40;

    /// <summary>Every ceiling by the name of its setting: the line of each start says them.</summary>
    public IReadOnlyList<(string Name, int Value)> All =>
    [
        (nameof(OfficerCalls), OfficerCalls), (nameof(AgencyCalls), AgencyCalls), (nameof(OfficerStreams), OfficerStreams), (nameof(OfficerMisses), OfficerMisses),
        (nameof(AgencyMisses), AgencyMisses), (nameof(OfficerWrongCodes), OfficerWrongCodes), (nameof(AgencyWrongCodes), AgencyWrongCodes),
        (nameof(AgencyLines), AgencyLines), (nameof(OfficerGlass), OfficerGlass), (nameof(AgencyGlass), AgencyGlass),
    ];
}

namespace Registry.Server.Audit.Review;

/// <summary>
/// Thresholds of the review queue. Each is a choice of the inspectorate; what they catch and miss is told in the room's README. The operator sets them, so
/// they stand in the line of each start and in each answer, within bounds: whoever silences a rule is seen.
/// </summary>
internal sealed record ReviewOptions
{
    /// <summary>Different persons that one officer may look at within an hour.</summary>
    public int PersonsAnHour { get; init; } = 30;

    /// <summary>Answers of "not found" that one officer may get within an hour.</summary>
    public int MissesAnHour { get; init; } = 10;

    /// <summary>First hour of the working day in Asia/Ho_Chi_Minh.</summary>
    public int DayBegins { get; init; } = 6;

    /// <summary>First hour after it.</summary>
    public int DayEnds { get; init; } = 20;

    /// <summary>How long after a look its agency acts on the person, where the look was for work.</summary>
    public TimeSpan WorkWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long before a look its agency acted, where the look read over what was done: over a weekend.</summary>
    public TimeSpan WorkBefore { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long before a measure a look by an agency without a part in the case is told.</summary>
    public TimeSpan BeforeMeasure { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long an emergency look may wait for its review.</summary>
    public TimeSpan BreakGlassReviewed { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Surnames that more of a thousand people have are no reason to look again: 385 of a thousand are called Nguyễn. The shares are those of NameWeights.
    /// </summary>
    public int SurnamePerMille { get; init; } = 20;

    /// <summary>Looks of one officer at one person of his surname or commune from which on they are told, within the period.</summary>
    public int AlikeLooks { get; init; } = 1;

    /// <summary>Looks of one inspector, at one person or over all, from which on they are told.</summary>
    public int InspectorLooks { get; init; } = 1;

    /// <summary>The same of lines of her own agency.</summary>
    public int OwnAgencyLooks { get; init; } = 1;

    /// <summary>Refused keys from which on a comparison of the books is told.</summary>
    public int KeyRefusals { get; init; } = 1;

    /// <summary>Lines that let something out for which no key was released, from which on a comparison of the books is told.</summary>
    public int UnusedGrants { get; init; } = 1;

    /// <summary>Share of granted looks that are drawn by lot, 0 to 1. Of n improper looks at least one is drawn with the chance 1 - (1 - share)^n.</summary>
    public double Sample { get; init; } = 0.05;

    /// <summary>How long before a period a line may be that the rules need for it; an officer's hours of rest are looked for as far back too.</summary>
    public TimeSpan Before => new[] { WorkWithin, WorkBefore, BeforeMeasure, BreakGlassReviewed, TimeSpan.FromDays(1) }.Max();

    /// <summary>Every threshold by the name of its setting, with the least and the most that it may be.</summary>
    public IReadOnlyList<(string Name, int Value, int Least, int Most)> Thresholds =>
    [
        (nameof(PersonsAnHour), PersonsAnHour, 1, 300),
        (nameof(MissesAnHour), MissesAnHour, 1, 100),
        (nameof(DayBegins), DayBegins, 0, 23),
        (nameof(DayEnds), DayEnds, DayBegins + 1, 24),
        ("WorkWithinDays", (int)WorkWithin.TotalDays, 1, 365),
        ("WorkBeforeHours", (int)WorkBefore.TotalHours, 0, 168),
        ("BeforeMeasureHours", (int)BeforeMeasure.TotalHours, 1, 720),
        ("BreakGlassHours", (int)BreakGlassReviewed.TotalHours, 1, 720),
        (nameof(SurnamePerMille), SurnamePerMille, 1, 1000),
        (nameof(AlikeLooks), AlikeLooks, 1, 5),
        (nameof(InspectorLooks), InspectorLooks, 1, 5),
        (nameof(OwnAgencyLooks), OwnAgencyLooks, 1, 5),
        (nameof(KeyRefusals), KeyRefusals, 1, 100),
        (nameof(UnusedGrants), UnusedGrants, 1, 1000),
        ("SamplePercent", (int)Math.Round(Sample * 100), 1, 100),
    ];
}

using Registry.Domain.Access;
using Registry.Server.Records;

namespace Registry.Server.Audit;

/// <summary>Which lines an inspector asks for; what is null takes every line.</summary>
internal sealed record AccessFilter
{
    /// <summary>Lines stand in the order of their commit, their times in that of the decisions before it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>What the inspector's mandate opens; everything else is absent.</summary>
    public Func<IndexedRecord, bool> Within { get; init; } = _ => true;

    public Guid? Subject { get; init; }

    public string? Officer { get; init; }

    public string? Agency { get; init; }

    public Purpose? Purpose { get; init; }

    /// <summary>Granted or refused.</summary>
    public FieldClass? Class { get; init; }

    public string? Outcome { get; init; }

    public RecordKind? Kind { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True when this line and everything older lies before the first moment: by the latest time of all of them, so that no line dated back hides others.</summary>
    public bool IsPast(IndexedRecord line) => line.Latest < From - Overlap;

    public bool Takes(IndexedRecord line) =>
        Within(line)
        && (Subject is null || Subject == line.Subject)
        && (Officer is null || Officer == line.Content.Officer)
        && (Agency is null || Agency == line.Content.Agency)
        && (Purpose is null || Purpose == line.Content.Purpose)
        && (Class is not { } one || line.Content.Granted.ContainsKey(one) || line.Content.Refused.ContainsKey(one))
        && (Outcome is null || Outcome == line.Content.Outcome)
        && (Kind is null || Kind == line.Content.Kind)
        && (From is null || From <= line.Content.At)
        && (Until is null || line.Content.At < Until);
}

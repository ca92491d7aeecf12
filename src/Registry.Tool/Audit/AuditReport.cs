using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>
/// Sums of a period. A look is an intent or a denial; outcomes belong to a look that is counted already. Bounded: it holds counts, never lines.
/// </summary>
internal sealed class AuditReport
{
    /// <summary>Most names that one column of sums tells apart; what comes later is counted as one.</summary>
    private const int MostNames = 10_000;

    private const string InspectorsService = "AuditService/";

    public const string Others = "…";

    public long Looks { get; private set; }

    public long Denials { get; private set; }

    /// <summary>Looks by hour of the day in Viet Nam.</summary>
    public long[] ByHour { get; } = new long[24];

    /// <summary>Denials by hour of the day.</summary>
    public long[] DenialsByHour { get; } = new long[24];

    public Dictionary<string, long> ByAgency { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ByOfficer { get; } = new(StringComparer.Ordinal);

    public Dictionary<Purpose, long> ByPurpose { get; } = [];

    public Dictionary<string, long> ByOutcome { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> ByPerson { get; } = new(StringComparer.Ordinal);

    /// <summary>Looks of inspectors, which an inspector of another agency owes a reading, by agency.</summary>
    public Dictionary<string, long> OwedToReview { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts one line.</summary>
    /// <param name="line">Any line.</param>
    public void Add(AccessLine line)
    {
        if (line.Kind is not (AccessKind.Intent or AccessKind.Denial or AccessKind.BreakGlass))
            return;
        var hour = LineWords.At(line).Hour;
        Looks++;
        ByHour[hour]++;
        if (line.Kind == AccessKind.Denial)
        {
            Denials++;
            DenialsByHour[hour]++;
        }

        Count(ByAgency, line.Agency);
        Count(ByOfficer, $"{line.Agency} {line.Officer}");
        Count(ByOutcome, line.Outcome);
        ByPurpose[line.Purpose] = ByPurpose.GetValueOrDefault(line.Purpose) + 1;
        if (line.PersonId.Length > 0)
            Count(ByPerson, line.PersonId);
        if (line.Method.StartsWith(InspectorsService, StringComparison.Ordinal))
            Count(OwedToReview, line.Agency);
    }

    /// <summary>The largest sums first, the same order for the same sums.</summary>
    public static IEnumerable<KeyValuePair<string, long>> Most(Dictionary<string, long> sums, int count) =>
        sums.OrderByDescending(sum => sum.Value).ThenBy(sum => sum.Key, StringComparer.Ordinal).Take(count);

    private static void Count(Dictionary<string, long> sums, string name)
    {
        var key = sums.Count < MostNames || sums.ContainsKey(name) ? name : Others;
        sums[key] = sums.GetValueOrDefault(key) + 1;
    }
}

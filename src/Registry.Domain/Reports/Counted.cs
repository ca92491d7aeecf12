using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;

namespace Registry.Domain.Reports;

/// <summary>What an entry says.</summary>
public enum CountedWhat
{
    Unspecified = 0,

    /// <summary>A victim was received, with what is known of her in codes.</summary>
    Victim = 1,

    /// <summary>Codes of hers that were corrected; they replace those of the same table.</summary>
    Correction = 2,

    /// <summary>What verification found.</summary>
    Verification = 3,

    /// <summary>Something done that belongs to nobody in particular: it stands alone and is never joined with a victim.</summary>
    Act = 4,
}

/// <summary>
/// One event as statistics know it: codes and bands, no name, no date of birth, no place of hers, no id. Sealed under a key of its own in the
/// transaction of the event, never changed: what was known on a day is the entries recorded until then.
/// </summary>
/// <param name="What">What it says.</param>
/// <param name="On">Law date of the event; chooses the quarter.</param>
/// <param name="RecordedOn">Law date on which it was recorded; chooses what was known when.</param>
/// <param name="By">Agency whose figure it is; null in a correction.</param>
/// <param name="Codes">Codes by table.</param>
public sealed record Counted(
    CountedWhat What, DateOnly On, DateOnly RecordedOn, AgencyCode? By, ImmutableSortedDictionary<Figure, ImmutableArray<string>> Codes)
{
    /// <summary>No codes.</summary>
    public static ImmutableSortedDictionary<Figure, ImmutableArray<string>> Nothing => ImmutableSortedDictionary<Figure, ImmutableArray<string>>.Empty;

    /// <summary>
    /// Whether it is kept with the victim's other entries. An act is kept under a name used once: whoever opens every entry still cannot tell
    /// for whom there is a measure.
    /// </summary>
    [JsonIgnore]
    public bool IsHers => What != CountedWhat.Act;
}

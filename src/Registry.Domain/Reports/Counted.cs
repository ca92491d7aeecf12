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

    /// <summary>She turned out to be a victim who is counted under another record: from now on not under this one.</summary>
    Merged = 5,

    /// <summary>She is another person after all: counted again.</summary>
    Unmerged = 6,

    /// <summary>Support was given. Kept with her other support and with nothing else of hers.</summary>
    Support = 7,

    /// <summary>A step has to be taken until a day; replaces what was said of the same step.</summary>
    StepOpened = 8,

    /// <summary>It was taken, or nobody is bound any more.</summary>
    StepClosed = 9,

    /// <summary>Somebody came along with a victim; what is said later of the same person replaces it.</summary>
    CameAlong = 10,
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

    /// <summary>What was given, in dong; 0 where no sum was said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Dong { get; init; }

    /// <summary>Last day of a step; chooses its quarter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Due { get; init; }

    /// <summary>First day on which nobody is bound to the step any more; null while nothing ends it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Until { get; init; }

    /// <summary>
    /// What it is kept together with. An act is kept under a name used once, and what is kept under one name never leads to another: whoever opens
    /// every entry still cannot tell for whom there is a measure, nor who was given what.
    /// </summary>
    [JsonIgnore]
    public CountedWith With => What switch
    {
        CountedWhat.Act => CountedWith.Nothing,
        CountedWhat.Support => CountedWith.HerSupport,
        CountedWhat.StepOpened or CountedWhat.StepClosed => CountedWith.TheStep,
        _ => CountedWith.Her,
    };
}

/// <summary>Entries that are kept under one name.</summary>
public enum CountedWith
{
    /// <summary>It stands alone.</summary>
    Nothing = 0,

    /// <summary>The victim's reception, traits and verifications.</summary>
    Her = 1,

    /// <summary>What one person was given: a sum tells how many people stand behind it.</summary>
    HerSupport = 2,

    /// <summary>One step of one agency.</summary>
    TheStep = 3,
}

namespace Registry.Domain.Matching;

/// <summary>A birth date as far as it is known.</summary>
/// <param name="Year">0 for unknown.</param>
/// <param name="Month">0 for unknown.</param>
/// <param name="Day">0 for unknown.</param>
public readonly record struct BirthDay(int Year, int Month, int Day)
{
    /// <summary>Nothing is known.</summary>
    public static BirthDay Unknown => default;

    /// <summary>True when at least one part is known.</summary>
    public bool IsKnown => Year > 0 || Month > 0 || Day > 0;

    /// <summary>True when year, month and day are known.</summary>
    public bool IsWhole => Year > 0 && Month > 0 && Day > 0;

    /// <summary>
    /// True when every part that is asked is on record, and the same. What the record does not know it does not confirm: a year alone never
    /// stands for a date.
    /// </summary>
    public bool Confirms(BirthDay asked) => asked.IsKnown && Says(asked.Year, Year) && Says(asked.Month, Month) && Says(asked.Day, Day);

    /// <summary>Personal data: prints nothing.</summary>
    public override string ToString() => "[sealed]";

    private static bool Says(int asked, int known) => asked == 0 || asked == known;
}

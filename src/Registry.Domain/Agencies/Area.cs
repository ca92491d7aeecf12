namespace Registry.Domain.Agencies;

/// <summary>Level of an administrative unit.</summary>
public enum AreaLevel
{
    Unspecified = 0,
    Province = 1,

    /// <summary>Until 30 June 2025.</summary>
    District = 2,
    Commune = 3,
}

/// <summary>One administrative unit under one name.</summary>
/// <param name="Id">Id that records keep; never given to another ground.</param>
/// <param name="Code">Number of the official list, or null where it was not seen.</param>
/// <param name="Level">Level.</param>
/// <param name="Under">Id of the unit that it is part of; null for the province.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="From">First day.</param>
/// <param name="Until">First day on which it is not any more.</param>
public sealed record Area(string Id, string? Code, AreaLevel Level, string? Under, string Vi, string En, DateOnly From, DateOnly? Until)
{
    public bool StandsOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

/// <summary>The ground of an old area lies in a new one from the day on.</summary>
public sealed record AreaSuccession(string Old, string New, DateOnly From);

using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>Which lines of the access log a mandate opens.</summary>
/// <param name="Everything">All; then the other two are empty.</param>
/// <param name="Persons">Lines about these.</param>
/// <param name="Agencies">Lines of these agencies' officers.</param>
public sealed record MandateScope(bool Everything, ImmutableArray<Guid> Persons, ImmutableArray<AgencyCode> Agencies)
{
    /// <summary>All lines.</summary>
    public static MandateScope All { get; } = new(true, [], []);

    /// <summary>True when a line about the subject by an officer of the agency lies in it.</summary>
    public bool Covers(Guid subject, AgencyCode agency) => Everything || Persons.Contains(subject) || Agencies.Contains(agency);
}

/// <summary>An approved mandate.</summary>
/// <param name="Id">Id of the proposal that was approved; <see cref="Founding"/> for the first one of a development registry.</param>
/// <param name="Given">What it says.</param>
/// <param name="On">Day of its approval.</param>
/// <param name="EndedOn">Day on which it was ended before its time, or null.</param>
public sealed record Mandate(Guid Id, DirectoryChange.GiveMandate Given, DateOnly On, DateOnly? EndedOn)
{
    /// <summary>No document asks for more lines in a day.</summary>
    public const int MostLinesADay = 1_000_000;

    /// <summary>The mandate that a development registry starts with. The id is no secret.</summary>
    public static readonly Guid Founding = new("5a1c7e90-2f4b-4d86-9c3a-7be1d0f4a685");

    /// <summary>An ended mandate is over at once, whatever the day.</summary>
    public bool InForceOn(DateOnly day) => EndedOn is null && Given.From <= day && day < Given.Until;

    /// <summary>True when it may still let somebody read, on the day or later.</summary>
    public bool StandsOn(DateOnly day) => EndedOn is null && day < Given.Until;

    /// <summary>True when it names the officer of the agency, exactly as his tokens do.</summary>
    public bool Names(AgencyCode agency, string officer) => Given.Agency == agency && Given.Officers.Contains(officer, StringComparer.Ordinal);
}

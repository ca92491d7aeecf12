using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>One commune, ward or township under one name in one district, and what follows from it: its committee, its police, and who goes on with their work.</summary>
/// <param name="Unit">The commune as an area.</param>
/// <param name="Became">Units in which its ground lies when it ends; the agencies of the first go on with the open cases.</param>
internal sealed record Commune(Area Unit, ImmutableArray<string> Became)
{
    /// <summary>Decision 22/2015 Art. 13.2.</summary>
    public static AgencyCode Committee(string id) => new($"UBND-{id}");

    /// <summary>Decision 22/2015 Art. 6.6.</summary>
    public static AgencyCode Police(string id) => new($"CAX-{id}");

    /// <summary>The commune's own agencies while the row stands.</summary>
    /// <param name="superior">The provincial police, which direct those of the commune; null where there are none.</param>
    public IEnumerable<Agency> Agencies(AgencyCode? superior)
    {
        var vi = char.ToLowerInvariant(Unit.Vi[0]) + Unit.Vi[1..];
        yield return new Agency(Committee(Unit.Id), AgencyKind.CommuneCommittee, null, Unit.Id, $"Ủy ban nhân dân {vi}", $"People's Committee of {Unit.En}", Unit.From, Unit.Until);
        yield return new Agency(Police(Unit.Id), AgencyKind.CommunePolice, superior, Unit.Id, $"Công an {vi}", $"{Unit.En} police", Unit.From, Unit.Until);
    }

    /// <summary>Where its ground lies from its last day on.</summary>
    public IEnumerable<AreaSuccession> AreaSuccessions() => Unit.Until is { } ends ? Became.Select(next => new AreaSuccession(Unit.Id, next, ends)) : [];

    /// <summary>Who takes the place of its agencies, in all their relations.</summary>
    public IEnumerable<Succession> Successions()
    {
        if (Unit.Until is not { } ends || Became.IsEmpty) yield break;
        yield return new Succession(Committee(Unit.Id), Committee(Became[0]), Relations: null, ends);
        yield return new Succession(Police(Unit.Id), Police(Became[0]), Relations: null, ends);
    }
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>The five tables of a province as read, and what follows from the rows of its communes.</summary>
/// <param name="Name">Folder under <c>Agencies/</c>.</param>
/// <param name="Communes">Rows of <c>communes.md</c>.</param>
/// <param name="Listed">Rows of the four other tables.</param>
/// <param name="Rows">What the rows say of themselves, with their file.</param>
internal sealed record Province(string Name, ImmutableArray<Commune> Communes, ListedUnits Listed, ImmutableArray<(string File, Standing Row)> Rows)
{
    /// <summary>Of every time, those of the communes too.</summary>
    public ImmutableArray<Agency> Agencies { get; } = [.. Listed.Agencies, .. Communes.SelectMany(c => c.Agencies(Listed.ProvincialPolice))];

    /// <summary>Of every time, the communes too.</summary>
    public ImmutableArray<Area> Areas { get; } = [.. Listed.Areas, .. Communes.Select(c => c.Unit)];

    /// <summary>Who took whose place.</summary>
    public ImmutableArray<Succession> Successions { get; } = [.. Listed.Successions, .. Communes.SelectMany(c => c.Successions())];

    public AgencyDirectory Directory() =>
        new(Agencies, new AreaMap(Areas, [.. Listed.AreaSuccessions, .. Communes.SelectMany(c => c.AreaSuccessions())]), Successions);
}

/// <summary>What stands in tables of its own: everything but the communes and their agencies.</summary>
/// <param name="Agencies">Rows of <c>agencies.md</c>.</param>
/// <param name="Areas">Rows of <c>areas.md</c>: the province and its districts.</param>
/// <param name="AreaSuccessions">Rows of <c>area-succession.md</c>.</param>
/// <param name="Successions">Rows of <c>succession.md</c>.</param>
internal sealed record ListedUnits(
    ImmutableArray<Agency> Agencies, ImmutableArray<Area> Areas, ImmutableArray<AreaSuccession> AreaSuccessions, ImmutableArray<Succession> Successions)
{
    /// <summary>Directs the police of the communes; null where there is none.</summary>
    public AgencyCode? ProvincialPolice => Agencies.FirstOrDefault(a => a.Kind == AgencyKind.ProvincialPolice)?.Code;
}

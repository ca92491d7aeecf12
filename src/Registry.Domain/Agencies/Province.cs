using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>The five tables of a province as read. What follows from a commune's row is beside the rows of the other tables.</summary>
internal sealed record Province
{
    /// <param name="name">Folder under <c>Agencies/</c>.</param>
    /// <param name="agencies">Rows of <c>agencies.md</c>: all but those of the communes.</param>
    /// <param name="areas">Rows of <c>areas.md</c>: the province and its districts.</param>
    /// <param name="communes">Rows of <c>communes.md</c>.</param>
    /// <param name="areaSuccessions">Rows of <c>area-succession.md</c>: which district became which.</param>
    /// <param name="successions">Rows of <c>succession.md</c>.</param>
    /// <param name="rows">What the rows say of themselves, with their file.</param>
    public Province(
        string name,
        ImmutableArray<Agency> agencies,
        ImmutableArray<Area> areas,
        ImmutableArray<Commune> communes,
        ImmutableArray<AreaSuccession> areaSuccessions,
        ImmutableArray<Succession> successions,
        ImmutableArray<(string File, Standing Row)> rows)
    {
        var police = agencies.FirstOrDefault(a => a.Kind == AgencyKind.ProvincialPolice)?.Code;
        Name = name;
        Communes = communes;
        Agencies = [.. agencies, .. communes.SelectMany(c => c.Agencies(police))];
        Areas = [.. areas, .. communes.Select(c => c.Unit)];
        AreaSuccessions = [.. areaSuccessions, .. communes.SelectMany(c => c.AreaSuccessions())];
        Successions = [.. successions, .. communes.SelectMany(c => c.Successions())];
        Rows = rows;
    }

    public string Name { get; }

    /// <summary>Of every time.</summary>
    public ImmutableArray<Commune> Communes { get; }

    /// <summary>Of every time, those of the communes too.</summary>
    public ImmutableArray<Agency> Agencies { get; }

    /// <summary>Of every time, the communes too.</summary>
    public ImmutableArray<Area> Areas { get; }

    /// <summary>Which area became which.</summary>
    public ImmutableArray<AreaSuccession> AreaSuccessions { get; }

    /// <summary>Who took whose place.</summary>
    public ImmutableArray<Succession> Successions { get; }

    /// <summary>What the rows say of themselves, with their file.</summary>
    public ImmutableArray<(string File, Standing Row)> Rows { get; }

    public AgencyDirectory Directory() => new(Agencies, new AreaMap(Areas, AreaSuccessions), Successions);
}

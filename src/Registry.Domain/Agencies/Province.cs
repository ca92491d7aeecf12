using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>The four tables of a province as read.</summary>
/// <param name="Name">Folder under <c>Agencies/</c>.</param>
/// <param name="Agencies">Of every time.</param>
/// <param name="Areas">Of every time.</param>
/// <param name="AreaSuccessions">Which area became which.</param>
/// <param name="Successions">Who took whose place.</param>
/// <param name="Rows">What the rows say of themselves, with their file.</param>
internal sealed record Province(
    string Name,
    ImmutableArray<Agency> Agencies,
    ImmutableArray<Area> Areas,
    ImmutableArray<AreaSuccession> AreaSuccessions,
    ImmutableArray<Succession> Successions,
    ImmutableArray<(string File, Standing Row)> Rows)
{
    public AgencyDirectory Directory() => new(Agencies, new AreaMap(Areas, AreaSuccessions), Successions);
}

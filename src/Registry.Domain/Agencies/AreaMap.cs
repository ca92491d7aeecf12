using System.Collections.Immutable;

namespace Registry.Domain.Agencies;

/// <summary>Which area lies in which, on a day: through the units above it and through what old units became.</summary>
public sealed class AreaMap
{
    private readonly ILookup<string, Area> byId;
    private readonly ILookup<string, AreaSuccession> byOld;

    internal AreaMap(ImmutableArray<Area> all, ImmutableArray<AreaSuccession> successions)
    {
        All = all;
        byId = all.ToLookup(area => area.Id, StringComparer.Ordinal);
        byOld = successions.ToLookup(succession => succession.Old, StringComparer.Ordinal);
    }

    /// <summary>Every area of every time.</summary>
    public ImmutableArray<Area> All { get; }

    /// <summary>The area on the day, or null.</summary>
    public Area? Find(string id, DateOnly on) => byId[id].FirstOrDefault(a => a.StandsOn(on));

    /// <summary>True when the id names an area of any time.</summary>
    public bool Knows(string id) => byId.Contains(id);

    /// <summary>What the ground of an area is called on the day: itself while it stands, else what it became. Several after a split.</summary>
    public ImmutableArray<string> Today(string id, DateOnly on)
    {
        if (Find(id, on) is not null) return [id];
        return [.. byOld[id].Where(s => s.From <= on).SelectMany(s => Today(s.New, on)).Distinct()];
    }

    /// <summary>
    /// True when the ground of <paramref name="inner"/> lies in <paramref name="outer"/> on the day; of a split area, when all of it does.
    /// A unit that is gone contains nothing.
    /// </summary>
    public bool Contains(string outer, string inner, DateOnly on)
    {
        var ground = Today(inner, on);
        return Find(outer, on) is not null && ground.Length > 0 && ground.All(g => Above(g, on).Contains(outer));
    }

    private IEnumerable<string> Above(string id, DateOnly on)
    {
        for (var area = Find(id, on); area is not null; area = area.Under is { } under ? Find(under, on) : null) yield return area.Id;
    }
}

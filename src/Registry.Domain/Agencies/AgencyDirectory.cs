using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>The agencies of the province, from <c>agencies.md</c>.</summary>
public sealed class AgencyDirectory
{
    internal AgencyDirectory(ImmutableArray<Agency> all) => All = all;

    /// <summary>Every agency of every time, in the order of the table.</summary>
    public ImmutableArray<Agency> All { get; }

    /// <summary>The agency with the code on the law date, or null.</summary>
    public Agency? Find(AgencyCode code, DateOnly on) => All.FirstOrDefault(a => a.Code == code && a.StandsOn(on));
}

using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>One agency of the province under one name, for the time it stands. Never renamed in place: a new name is a new row of the code.</summary>
/// <param name="Code">Stable code, e.g. <c>SLDTBXH-TTH</c>.</param>
/// <param name="Kind">What it is under the regulation.</param>
/// <param name="Under">The agency that directs it, or null.</param>
/// <param name="Area">Id of the area that it serves, a row of <c>areas.md</c> or <c>communes.md</c>.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="From">First day.</param>
/// <param name="Until">First day on which it does not stand so any more; null while it does.</param>
public sealed record Agency(
    AgencyCode Code, AgencyKind Kind, AgencyCode? Under, string Area, string Vi, string En, DateOnly From, DateOnly? Until)
{
    public bool StandsOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

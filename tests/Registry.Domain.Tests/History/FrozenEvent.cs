using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>
/// One version of one event as it was frozen. An entry is only ever added: what was written under a version is read for as long as the registry stands.
/// </summary>
/// <param name="Alias">Event type of the store.</param>
/// <param name="Version">Version of the facts' JSON.</param>
/// <param name="Event">An event of that version, with what the version added.</param>
/// <param name="Json">Its facts, letter by letter.</param>
internal sealed record FrozenEvent(string Alias, int Version, DomainEvent Event, string Json)
{
    public static readonly DateOnly Day = new(2016, 3, 1);
    public static readonly AgencyCode Police = new("CA-TTH");
    public static readonly AgencyCode Labour = new("SLDTBXH-TTH");
    public static readonly AgencyCode Post = new("DBP-HONGVAN");
    public static readonly AgencyCode Centre = new("TTCTXH-TTH");

    /// <summary>All there are.</summary>
    public static FrozenEvent[] All =>
    [
        .. FrozenReceptions.Events, .. FrozenVerification.Events, .. FrozenProtection.Events, .. FrozenSupport.Events,
        .. FrozenPeople.Events, .. FrozenRecords.Events, .. FrozenDirectory.Events,
    ];

    public static Guid Id(int n) => new(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}

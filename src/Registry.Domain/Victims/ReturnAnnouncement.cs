using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Victims;

/// <summary>Police announced a return through a gate (stream <c>announcement</c>, Art. 6.3).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Announcer">The provincial police.</param>
/// <param name="Addressees">The labour department and the border guard command, not its posts (law.md 10.6.3).</param>
/// <param name="Gate">Code of the gate.</param>
/// <param name="Channel">How the return was agreed (Art. 7.1).</param>
/// <param name="ExpectedOn">Day on which the person is expected.</param>
/// <param name="Persons">How many are expected, at least 1.</param>
public sealed record ReturnAnnounced(
    DateOnly OccurredOn,
    AgencyCode Announcer,
    ImmutableArray<AgencyCode> Addressees,
    string Gate,
    Channel Channel,
    DateOnly ExpectedOn,
    int Persons) : DomainEvent(OccurredOn);

/// <summary>An addressee took note; a command may direct its posts to take part (Art. 7.2).</summary>
public sealed record AnnouncementAcknowledged(
    DateOnly OccurredOn, AgencyCode By, ImmutableArray<AgencyCode> DirectedUnits) : DomainEvent(OccurredOn);

/// <summary>Stream <c>announcement</c>, folded.</summary>
public sealed record AnnouncementState(
    AgencyCode Announcer, string Gate, Channel Channel, ImmutableArray<AgencyCode> Acknowledged, ImmutableArray<Relation> Relations)
{
    /// <summary>Day on which the person is expected; null in states that were kept before it was.</summary>
    public DateOnly? ExpectedOn { get; init; }

    internal static AnnouncementState Created(ReturnAnnounced e, Guid id) => new(
        e.Announcer,
        e.Gate,
        e.Channel,
        [],
        ImmutableArray<Relation>.Empty
            .OpenOnce(e.Announcer, RelationKind.Announcer, e.OccurredOn, id)
            .Open(e.Addressees, RelationKind.Addressee, e.OccurredOn, id))
    {
        ExpectedOn = e.ExpectedOn,
    };

    internal AnnouncementState Apply(DomainEvent happened, Guid id) => happened switch
    {
        AnnouncementAcknowledged e => this with
        {
            Acknowledged = Acknowledged.Add(e.By),
            Relations = Relations.Open(e.DirectedUnits, RelationKind.Addressee, e.OccurredOn, id),
        },
        _ => this,
    };
}

/// <summary>Command: announce a return.</summary>
public sealed record AnnounceReturn(
    Actor By,
    DateOnly On,
    ImmutableArray<AgencyCode> Addressees,
    string Gate,
    Channel Channel,
    DateOnly ExpectedOn,
    int Persons);

/// <summary>Command: take note of an announcement.</summary>
public sealed record AcknowledgeAnnouncement(Actor By, DateOnly On, ImmutableArray<AgencyCode> DirectedUnits);

/// <summary>Decisions about announcements. Pure; the state is the announcement's own.</summary>
public static class ReturnAnnouncement
{
    /// <summary>Art. 6.3: the provincial police announce to the labour department and the border guard command.</summary>
    public static Decided Announce(LawTables law, SubjectState state, AnnounceReturn command)
    {
        if (state.Announcement is not null) return law.Refuse(RefusalReason.AlreadyAnnounced, command.On);
        if (command.By.Kind != AgencyKind.ProvincialPolice) return law.Refuse(RefusalReason.AnnouncementNotInAuthority, command.On);
        if (command.Addressees.IsDefaultOrEmpty || command.Addressees.Any(a => !MayBeTold(law, a, command.On)))
            return law.Refuse(RefusalReason.AddresseeNotNamedByArticle, command.On);

        return new ReturnAnnounced(
            command.On,
            command.By.Agency,
            [.. command.Addressees.Distinct().Order()],
            command.Gate,
            command.Channel,
            command.ExpectedOn,
            command.Persons);
    }

    /// <summary>Art. 7.2: an addressee takes note; a border guard command may direct posts under it.</summary>
    public static Decided Acknowledge(LawTables law, SubjectState state, AcknowledgeAnnouncement command)
    {
        if (state.Announcement is not { } announcement
            || !law.Holds(announcement.Relations, command.By.Agency, command.On, RelationKind.Addressee))
            return law.Refuse(RefusalReason.AnnouncementNotAddressedToYou, command.On);
        if (announcement.Acknowledged.Contains(command.By.Agency)) return law.Refuse(RefusalReason.AlreadyAcknowledged, command.On);
        var directed = command.DirectedUnits.IsDefault ? [] : command.DirectedUnits;
        if (directed.Any(unit => !MayDirect(law, command, unit))) return law.Refuse(RefusalReason.DirectionNotInAuthority, command.On);

        return new AnnouncementAcknowledged(command.On, command.By.Agency, [.. directed.Distinct().Order()]);
    }

    private static bool MayBeTold(LawTables law, AgencyCode agency, DateOnly on) =>
        law.Agencies.Find(agency, on) is { Kind: var kind } && law.IsToldOfReturns(kind, on);

    private static bool MayDirect(LawTables law, AcknowledgeAnnouncement command, AgencyCode unit) =>
        command.By.Kind == AgencyKind.BorderGuardCommand
        && law.Agencies.Find(unit, command.On) is { Kind: AgencyKind.BorderGuardPost } post
        && post.Under == command.By.Agency;
}

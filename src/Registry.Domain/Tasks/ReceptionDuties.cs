using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>What follows from an announced return and from a reception that others offered (Art. 5.3, 6.3, 7.1).</summary>
internal static class ReceptionDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) => OfAnnouncement(law, state.Announcement).Concat(OfPerson(state.Person));

    /// <summary>Posts that a command directed are addressees too. A successor's note is its predecessor's.</summary>
    private static IEnumerable<Duty> OfAnnouncement(LawTables law, AnnouncementState? announcement) => announcement is null
        ? []
        : announcement.Relations
            .Where(r => r.Kind == RelationKind.Addressee && r.Until is null && !announcement.Acknowledged.Any(by => by == r.Agency || law.Agencies.Succeeds(by, r.Agency)))
            .Select(r => new Duty(DutyKind.AcknowledgeAnnouncement, r) { OwedTo = [announcement.Announcer] });

    private static IEnumerable<Duty> OfPerson(PersonState? person) => person is null
        ? []
        : person.Relations
            .Where(r => r.Kind == RelationKind.ProposedReceiver && r.Until is null)
            .Select(r => new Duty(DutyKind.RecordReception, r) { OwedTo = [person.Registrar] });
}

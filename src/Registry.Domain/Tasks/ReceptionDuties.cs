using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>What follows from an announced return and from a reception that others offered (Art. 5.3, 6.3, 7.1).</summary>
internal static class ReceptionDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) =>
        [.. OfAnnouncement(law, state.Announcement), .. Awaiting(law, state.Announcement), .. OfPerson(state.Person)];

    /// <summary>Posts that a command directed are addressees too. A successor's note is its predecessor's.</summary>
    private static IEnumerable<Duty> OfAnnouncement(LawTables law, AnnouncementState? announcement) => announcement is null
        ? []
        : announcement.Relations
            .Where(r => r.Kind == RelationKind.Addressee && r.Until is null && !announcement.Acknowledged.Any(by => by == r.Agency || law.Agencies.Succeeds(by, r.Agency)))
            .Select(r => new Duty(DutyKind.AcknowledgeAnnouncement, r) { OwedTo = [announcement.Announcer] });

    /// <summary>Who took note and may register awaits the day. The registry does not know when the last of them came, so taking note ends it.</summary>
    private static IEnumerable<Duty> Awaiting(LawTables law, AnnouncementState? announcement) => announcement is null
        ? []
        : announcement.Relations
            .Where(r => r.Kind == RelationKind.Addressee && r.Until is null && announcement.Acknowledged.Contains(r.Agency)
                && law.Agencies.Find(r.Agency, r.From) is { Kind: var kind } && law.Step(VerificationStep.Register, kind, Route.Repatriated, r.From) is not null)
            .Select(r => new Duty(DutyKind.AwaitReturn, r) { Due = announcement.ExpectedOn, OwedTo = [announcement.Announcer] });

    private static IEnumerable<Duty> OfPerson(PersonState? person) => person is null
        ? []
        : person.Relations
            .Where(r => r.Kind == RelationKind.ProposedReceiver && r.Until is null)
            .Select(r => new Duty(DutyKind.RecordReception, r) { OwedTo = [person.Registrar] });
}

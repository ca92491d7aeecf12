using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Relatives;
using Registry.Domain.Verification;

namespace Registry.Domain.Victims;

/// <summary>Command: create a victim's record. A named announcement must be one that the registrar is party to.</summary>
public sealed record RegisterVictim(
    Actor By, DateOnly On, string EntryPoint, Channel Channel, Guid? Announcement, Route Route = Route.Repatriated)
{
    /// <summary>Who reported, where she came by herself; null where it was not said.</summary>
    public SpokenBy? ReportedBy { get; init; }
}

/// <summary>Command: sign the minutes of one's own reception.</summary>
public sealed record RecordReception(Actor By, DateOnly On, bool Lead);

/// <summary>Command: link a relative's record to the victim's.</summary>
public sealed record AddRelative(Actor By, DateOnly On, Guid Relative, bool Accompanies);

/// <summary>Decisions about a victim's record (receptions and referrals serve relatives' records as well).</summary>
public static partial class Victim
{
    /// <summary>
    /// Art. 7.1: who receives registers; <c>verification.md</c> says who, route by route. The other parties of the announcement are offered their own reception.
    /// An announcement that does not exist and one of others are refused alike.
    /// </summary>
    /// <param name="law">Tables.</param>
    /// <param name="state">State of the new person: must be empty.</param>
    /// <param name="announcement">State of the announcement that the command names; null when it names none.</param>
    /// <param name="command">What is asked.</param>
    public static Decided Register(LawTables law, SubjectState state, SubjectState? announcement, RegisterVictim command)
    {
        if (state.Person is not null) return law.Refuse(RefusalReason.AlreadyRegistered, command.On);
        if (law.Step(VerificationStep.Register, command.By.Kind, command.Route, command.On) is null)
            return law.Refuse(RefusalReason.RegistrationNotInAuthority, command.On);

        ImmutableArray<AgencyCode> parties = [];
        if (command.Announcement is not null)
        {
            parties = law.Holders(announcement?.Announcement?.Relations ?? [], command.On, RelationKind.Announcer, RelationKind.Addressee);
            if (announcement?.Subject != command.Announcement || !parties.Contains(command.By.Agency))
                return law.Refuse(RefusalReason.AnnouncementNotAddressedToYou, command.On);
        }

        return new VictimRegistered(
            command.On,
            command.By.Agency,
            command.EntryPoint,
            command.Channel,
            command.Announcement,
            parties.Remove(command.By.Agency),
            command.Route)
        {
            ReportedBy = command.ReportedBy,
        };
    }

    /// <summary>Reception is multi-valued (law.md 10.6.1): each agency signs its own minutes, and only one that was offered it or holds it.</summary>
    public static Decided RecordReception(LawTables law, SubjectState state, RecordReception command)
    {
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.ProposedReceiver, RelationKind.Registrar, RelationKind.Receiver))
            return law.Refuse(RefusalReason.ReceptionNotProposedToYou, command.On);

        // Minutes make a receiver, and a measure spares receivers: not one that comes after it. They are taken all the same, so nobody learns of a measure by it.
        return new PersonReceived(command.On, command.By.Agency, command.Lead)
        {
            Veiled = state.AllHiding.Any(m => !m.Released) && !law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Receiver),
        };
    }

    /// <summary>The victim's side of a relative's record; who received or registered the victim, or cares for her, may link.</summary>
    public static Decided AddRelative(LawTables law, SubjectState state, AddRelative command)
    {
        if (Relative.AddsAs(law, state, command.By.Agency, command.On) is not { } relation)
            return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (state.Person.Relatives.Any(r => r.Relative == command.Relative)) return law.Refuse(RefusalReason.RelativeAlreadyAdded, command.On);

        return new RelativeAdded(command.On, command.By.Agency, command.Relative, command.Accompanies) { InCare = relation == RelationKind.Carer };
    }
}

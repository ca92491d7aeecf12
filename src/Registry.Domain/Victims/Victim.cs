using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Victims;

/// <summary>Command: create a victim's record. A named announcement must be one that the registrar is party to.</summary>
public sealed record RegisterVictim(Actor By, DateOnly On, string EntryPoint, Channel Channel, Guid? Announcement);

/// <summary>Command: sign the minutes of one's own reception.</summary>
public sealed record RecordReception(Actor By, DateOnly On, bool Lead);

/// <summary>Command: record who the person is.</summary>
public sealed record RecordVerification(
    Actor By, DateOnly On, VerificationOutcome Outcome, ImmutableArray<EvidenceSource> EvidenceSources);

/// <summary>Command: issue the certificate of victim.</summary>
public sealed record IssueCertificate(Actor By, DateOnly On, CertificateKind Kind);

/// <summary>Command: link a relative's record to the victim's.</summary>
public sealed record AddRelative(Actor By, DateOnly On, Guid Relative, bool Accompanies);

/// <summary>Decisions about a victim's record (receptions, verification and referrals serve relatives' records as well).</summary>
public static partial class Victim
{
    /// <summary>
    /// Art. 7.1: who receives registers. The other parties of the announcement are offered their own reception.
    /// An announcement that does not exist and one of others are refused alike.
    /// </summary>
    /// <param name="law">Tables.</param>
    /// <param name="state">State of the new person: must be empty.</param>
    /// <param name="announcement">State of the announcement that the command names; null when it names none.</param>
    /// <param name="command">What is asked.</param>
    public static Decided Register(LawTables law, SubjectState state, SubjectState? announcement, RegisterVictim command)
    {
        if (state.Person is not null) return law.Refuse(RefusalReason.AlreadyRegistered, command.On);
        if (!Receives(command.By.Kind)) return law.Refuse(RefusalReason.RegistrationNotInAuthority, command.On);

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
            parties.Remove(command.By.Agency));
    }

    /// <summary>Reception is multi-valued (law.md 10.6.1): each agency signs its own minutes, and only one that was offered it or holds it.</summary>
    public static Decided RecordReception(LawTables law, SubjectState state, RecordReception command)
    {
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.ProposedReceiver, RelationKind.Registrar, RelationKind.Receiver))
            return law.Refuse(RefusalReason.ReceptionNotProposedToYou, command.On);

        return new PersonReceived(command.On, command.By.Agency, command.Lead);
    }

    /// <summary>Art. 6.1, 6.2: the provincial police verify whom they received.</summary>
    public static Decided RecordVerification(LawTables law, SubjectState state, RecordVerification command)
    {
        if (command.By.Kind != AgencyKind.ProvincialPolice) return law.Refuse(RefusalReason.VerificationNotInAuthority, command.On);
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Receiver)) return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (state.Person.Verification is VerificationOutcome.Confirmed or VerificationOutcome.NotVictim)
            return law.Refuse(RefusalReason.AlreadyVerified, command.On);

        var sources = command.EvidenceSources.IsDefault ? [] : command.EvidenceSources;
        return new VerificationRecorded(command.On, command.By.Agency, command.Outcome, [.. sources.Distinct().Order()]);
    }

    /// <summary>Art. 6.2 with Law 66/2011 Art. 28: a certificate only after the police confirmed.</summary>
    public static Decided IssueCertificate(LawTables law, SubjectState state, IssueCertificate command)
    {
        if (command.By.Kind != AgencyKind.ProvincialPolice) return law.Refuse(RefusalReason.VerificationNotInAuthority, command.On);
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Receiver, RelationKind.Verifier))
            return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Verification != VerificationOutcome.Confirmed) return law.Refuse(RefusalReason.NotYetVerified, command.On);
        if (state.Person.Certificate is not null) return law.Refuse(RefusalReason.CertificateAlreadyIssued, command.On);

        return new CertificateIssued(command.On, command.By.Agency, command.Kind);
    }

    /// <summary>The victim's side of a relative's record; who received or registered the victim may link.</summary>
    public static Decided AddRelative(LawTables law, SubjectState state, AddRelative command)
    {
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver))
            return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (state.Person.Relatives.Any(r => r.Relative == command.Relative)) return law.Refuse(RefusalReason.RelativeAlreadyAdded, command.On);

        return new RelativeAdded(command.On, command.By.Agency, command.Relative, command.Accompanies);
    }

    private static bool Receives(AgencyKind kind) => kind
        is AgencyKind.ProvincialPolice or AgencyKind.LabourDepartment
        or AgencyKind.BorderGuardCommand or AgencyKind.BorderGuardPost;
}

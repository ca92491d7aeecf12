using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Victims;

/// <summary>Command: take a referral back.</summary>
public sealed record WithdrawReferral(Actor By, DateOnly On, Guid Referral);

/// <summary>Command: bring a person to another agency without a referral, where the law itself says so.</summary>
/// <param name="By">Who has her.</param>
/// <param name="On">Law date of the minutes.</param>
/// <param name="Transfer">New random id.</param>
/// <param name="To">Who has her from then on.</param>
/// <param name="Need">She needs it.</param>
/// <param name="Wish">She wishes it.</param>
/// <param name="SpokenBy">Whose words say so.</param>
/// <param name="Clause">The clause of <c>transfers.md</c> under which the sender does it.</param>
public sealed record TransferPerson(Actor By, DateOnly On, Guid Transfer, AgencyCode To, bool Need, bool Wish, SpokenBy SpokenBy, string Clause);

public static partial class Victim
{
    private static readonly RelationKind[] HasHer = [RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer];

    /// <summary>By the sender alone, until she is handed over. The addressee's sight ends that day.</summary>
    public static Decided Withdraw(LawTables law, SubjectState state, WithdrawReferral command)
    {
        if (state.Person?.FindReferral(command.Referral) is not { } referral || !law.Agencies.StandsFor(command.By.Agency, referral.From, command.On))
            return law.Refuse(RefusalReason.ReferralNotYours, command.On);
        if (referral.Status == ReferralStatus.HandedOver) return law.Refuse(RefusalReason.AlreadyHandedOver, command.On);
        if (referral.Status is not (ReferralStatus.Proposed or ReferralStatus.Accepted)) return law.Refuse(RefusalReason.ReferralAlreadyAnswered, command.On);

        return new ReferralWithdrawn(command.On, referral.Id, command.By.Agency);
    }

    /// <summary>
    /// Law 66/2011 Art. 24.2, 25, 26.1.b; Decision 22/2015 Art. 6.3; Law 53/2024 Art. 27, 30: only by who has her, only to a kind of agency that the cited clause
    /// names for the sender's kind, and only with the need and wish that it asks for.
    /// </summary>
    public static Decided Transfer(LawTables law, SubjectState state, TransferPerson command)
    {
        var on = command.On;
        if (!law.Holds(state.Relations, command.By.Agency, on, HasHer)) return law.Refuse(RefusalReason.NotReceivedByYou, on);
        if (command.To == command.By.Agency) return law.Refuse(RefusalReason.ReferralToYourself, on);
        if (law.Agencies.Find(command.To, on) is not { } to) return law.Refuse(RefusalReason.UnknownAgency, on);
        var rows = law.Transfers(command.By.Kind, to.Kind, on).Where(r => r.WithoutReferral).ToArray();
        if (rows.Length == 0) return law.Refuse(RefusalReason.TransferNeedsReferral, on);
        if (rows.FirstOrDefault(r => r.Standing.Source == command.Clause) is not { } row) return law.Refuse(RefusalReason.TransferClauseNotYours, on);
        if (!row.IsMet(command.Need, command.Wish)) return law.Refuse(RefusalReason.NeedNotRecorded, on);

        return new PersonTransferred(
            on, command.Transfer, command.By.Agency, command.To, to.Kind == AgencyKind.SupportCentre, command.Need, command.Wish, command.SpokenBy, command.Clause);
    }

    /// <summary>Rows by which one kind of agency brings a person to another on the day.</summary>
    internal static IEnumerable<TransferRow> Transfers(this LawTables law, AgencyKind sender, AgencyKind receiver, DateOnly on) =>
        law.RegimeOn(on)?.Transfers.Where(r => r.Sender == sender && r.Receiver == receiver && r.Standing.ValidOn(on)) ?? [];
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Victims;

/// <summary>Command: propose a referral.</summary>
/// <param name="By">Must have registered, received or care for the person.</param>
/// <param name="On">Law date.</param>
/// <param name="Referral">New random id.</param>
/// <param name="To">Agency asked.</param>
/// <param name="Purpose">Care or Treatment.</param>
/// <param name="Named">Classes that it will see; at most those that the tables name for the purpose.</param>
/// <param name="Need">The person needs it.</param>
/// <param name="Wish">The person wishes it.</param>
/// <param name="Clause">Legal basis, a key of <c>legal-bases.md</c>.</param>
public sealed record ProposeReferral(
    Actor By,
    DateOnly On,
    Guid Referral,
    AgencyCode To,
    Purpose Purpose,
    ImmutableArray<FieldClass> Named,
    bool Need,
    bool Wish,
    string Clause)
{
    /// <summary>Last day for an answer; null for the <see cref="Victim.AnswerWithin"/> days of the house.</summary>
    public DateOnly? AnswerBy { get; init; }

    /// <summary>First day on which what was accepted is over; null while open. A referral for care ends with the hand-over.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Whose words on need and wish lie sealed beside the event; null for none.</summary>
    public SpokenBy? SpokenBy { get; init; }

    /// <summary>Law date on which it is written down; null for <see cref="On"/> itself.</summary>
    public DateOnly? RecordedOn { get; init; }
}

/// <summary>Command: accept or decline a referral.</summary>
/// <param name="By">The addressee.</param>
/// <param name="On">Law date.</param>
/// <param name="Referral">The referral.</param>
/// <param name="Accepted">Yes or no.</param>
/// <param name="Conditional">Yes, with conditions.</param>
/// <param name="RecordedOn">Law date on which it is written down; null for <paramref name="On"/> itself.</param>
public sealed record AnswerReferral(Actor By, DateOnly On, Guid Referral, bool Accepted, bool Conditional = false, DateOnly? RecordedOn = null);

/// <summary>Command: hand the person over to the agency that accepted a referral.</summary>
public sealed record HandOverPerson(Actor By, DateOnly On, Guid Referral, string Clause, bool ConditionsMet = false);

public static partial class Victim
{
    /// <summary>Days after which a proposal that nobody answered is over: a rule of this registry, no deadline of the law is claimed.</summary>
    public const int AnswerWithin = 30;

    /// <summary>Art. 7.3 and 9. Care needs the person's need, or her wish where the sender's clause says so; the wish is recorded beside it (law.md 10.6.3).</summary>
    public static Decided ProposeReferral(LawTables law, SubjectState state, ProposeReferral command)
    {
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer))
            return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (law.Agencies.IsOneselfTo(command.By.Agency, command.To, command.On)) return law.Refuse(RefusalReason.ReferralToYourself, command.On);
        if (law.Agencies.Find(command.To, command.On) is not { } to) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (!law.KnowsLegalBasis(command.Clause, command.On)) return law.Refuse(RefusalReason.UnknownLegalBasis, command.On);
        if (command.AnswerBy < command.On || command.EndsOn <= command.On) return law.Refuse(RefusalReason.ReferralPeriodNotValid, command.On);
        if (command.Purpose == Purpose.Care && !command.Need
            && !law.Transfers(command.By.Kind, to.Kind, command.On).Any(r => r.Condition == TransferNeed.NeedOrWish && r.IsMet(command.Need, command.Wish)))
            return law.Refuse(RefusalReason.NeedNotRecorded, command.On);
        var nameable = law.ClassesAReferralMayName(to.Kind, command.Purpose, command.On);
        if (command.Named.IsDefaultOrEmpty || command.Named.Any(c => !nameable.Contains(c)))
            return law.Refuse(RefusalReason.NamedClassNotForPurpose, command.On);
        if (state.Person?.FindReferral(command.Referral) is not null) return law.Refuse(RefusalReason.ReferralAlreadyProposed, command.On);

        return new ReferralProposed(
            command.On,
            command.Referral,
            command.By.Agency,
            command.To,
            command.Purpose,
            [.. command.Named.Distinct().Order()],
            command.Need,
            command.Wish,
            command.Clause,
            command.AnswerBy ?? command.On.AddDays(AnswerWithin),
            command.EndsOn,
            command.SpokenBy)
        {
            Withheld = Withholding.Of(law, state, command.By.Agency, command.Named.Distinct().Order(), Days.Later(command.On, command.RecordedOn)),
        };
    }

    /// <summary>Only the addressee answers, and once. A referral of others and none at all are refused alike.</summary>
    public static Decided AnswerReferral(LawTables law, SubjectState state, AnswerReferral command)
    {
        if (state.Person?.FindReferral(command.Referral) is not { } referral || !law.Agencies.StandsFor(command.By.Agency, referral.To, command.On))
            return law.Refuse(RefusalReason.ReferralNotAddressedToYou, command.On);
        if (referral.Status != ReferralStatus.Proposed) return law.Refuse(RefusalReason.ReferralAlreadyAnswered, command.On);
        // An answer dated back opens nothing that is over. (A hand-over that happened is told whenever it is told.)
        if (referral.IsExpiredOn(Days.Later(command.On, command.RecordedOn))) return law.Refuse(RefusalReason.ReferralExpired, command.On);
        if (command.On < referral.ProposedOn) return law.Refuse(RefusalReason.ReferralPeriodNotValid, command.On);

        return new ReferralAnswered(command.On, referral.Id, command.By.Agency, command.Accepted, command.Accepted && command.Conditional);
    }

    /// <summary>
    /// Art. 7.3: only the sender, only to who accepted, only for care, only while the sender still has the person, under a clause that gives the sender's kind
    /// this transfer, and once the conditions of the receiver are met.
    /// </summary>
    public static Decided HandOver(LawTables law, SubjectState state, HandOverPerson command)
    {
        if (state.Person?.FindReferral(command.Referral) is not { } referral || !law.Agencies.StandsFor(command.By.Agency, referral.From, command.On))
            return law.Refuse(RefusalReason.ReferralNotYours, command.On);
        if (referral.Purpose != Purpose.Care) return law.Refuse(RefusalReason.ReferralNotForCare, command.On);
        if (referral.Status == ReferralStatus.HandedOver) return law.Refuse(RefusalReason.AlreadyHandedOver, command.On);
        if (referral.Status != ReferralStatus.Accepted) return law.Refuse(RefusalReason.ReferralNotAccepted, command.On);
        if (!law.KnowsLegalBasis(command.Clause, command.On)) return law.Refuse(RefusalReason.UnknownLegalBasis, command.On);
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer))
            return law.Refuse(RefusalReason.AlreadyHandedOver, command.On);

        if (referral.IsExpiredOn(command.On)) return law.Refuse(RefusalReason.ReferralExpired, command.On);
        if (referral.Conditional && !command.ConditionsMet) return law.Refuse(RefusalReason.ReferralConditionsNotMet, command.On);
        if (law.Agencies.SuccessorOf(referral.To, command.On) is not { } to || law.Agencies.Find(to, command.On) is not { } receiver)
            return law.Refuse(RefusalReason.UnknownAgency, command.On);

        // Who asked may have taken the place of whom it asked since.
        if (to == command.By.Agency) return law.Refuse(RefusalReason.ReferralToYourself, command.On);
        var clauses = law.Transfers(command.By.Kind, receiver.Kind, command.On).Select(r => r.Standing.Source).ToArray();
        if (clauses.Length > 0 && !clauses.Contains(command.Clause)) return law.Refuse(RefusalReason.TransferClauseNotYours, command.On);

        return new PersonHandedOver(command.On, referral.Id, command.By.Agency, to, command.Clause);
    }
}

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
    string Clause);

/// <summary>Command: accept or decline a referral.</summary>
public sealed record AnswerReferral(Actor By, DateOnly On, Guid Referral, bool Accepted);

/// <summary>Command: hand the person over to the agency that accepted a referral.</summary>
public sealed record HandOverPerson(Actor By, DateOnly On, Guid Referral, string Clause);

public static partial class Victim
{
    /// <summary>Art. 7.3 and 9. Care needs the person's need; the wish is recorded beside it (law.md 10.6.3).</summary>
    public static Decided ProposeReferral(LawTables law, SubjectState state, ProposeReferral command)
    {
        if (!state.Relations.Holds(command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer))
            return law.Refuse(RefusalReason.NotReceivedByYou);
        if (command.To == command.By.Agency) return law.Refuse(RefusalReason.ReferralToYourself);
        if (law.Agencies.Find(command.To, command.On) is not { } to) return law.Refuse(RefusalReason.UnknownAgency);
        if (!law.KnowsLegalBasis(command.Clause, command.On)) return law.Refuse(RefusalReason.UnknownLegalBasis);
        if (command.Purpose == Purpose.Care && !command.Need) return law.Refuse(RefusalReason.NeedNotRecorded);
        var nameable = law.ClassesAReferralMayName(to.Kind, command.Purpose, command.On);
        if (command.Named.IsDefaultOrEmpty || command.Named.Any(c => !nameable.Contains(c)))
            return law.Refuse(RefusalReason.NamedClassNotForPurpose);
        if (state.Person?.FindReferral(command.Referral) is not null) return law.Refuse(RefusalReason.ReferralAlreadyProposed);

        return new ReferralProposed(
            command.On,
            command.Referral,
            command.By.Agency,
            command.To,
            command.Purpose,
            [.. command.Named.Distinct().Order()],
            command.Need,
            command.Wish,
            command.Clause);
    }

    /// <summary>Only the addressee answers, and once. A referral of others and none at all are refused alike.</summary>
    public static Decided AnswerReferral(LawTables law, SubjectState state, AnswerReferral command)
    {
        if (state.Person?.FindReferral(command.Referral) is not { } referral || referral.To != command.By.Agency)
            return law.Refuse(RefusalReason.ReferralNotAddressedToYou);
        if (referral.Status != ReferralStatus.Proposed) return law.Refuse(RefusalReason.ReferralAlreadyAnswered);

        return new ReferralAnswered(command.On, referral.Id, command.By.Agency, command.Accepted);
    }

    /// <summary>Art. 7.3: only the sender, only to who accepted, only for care, and only while the sender still has the person.</summary>
    public static Decided HandOver(LawTables law, SubjectState state, HandOverPerson command)
    {
        if (state.Person?.FindReferral(command.Referral) is not { } referral || referral.From != command.By.Agency)
            return law.Refuse(RefusalReason.ReferralNotYours);
        if (referral.Purpose != Purpose.Care) return law.Refuse(RefusalReason.ReferralNotForCare);
        if (referral.Status == ReferralStatus.HandedOver) return law.Refuse(RefusalReason.AlreadyHandedOver);
        if (referral.Status != ReferralStatus.Accepted) return law.Refuse(RefusalReason.ReferralNotAccepted);
        if (!law.KnowsLegalBasis(command.Clause, command.On)) return law.Refuse(RefusalReason.UnknownLegalBasis);
        if (!state.Relations.Holds(command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer))
            return law.Refuse(RefusalReason.AlreadyHandedOver);

        return new PersonHandedOver(command.On, referral.Id, referral.From, referral.To, command.Clause);
    }
}

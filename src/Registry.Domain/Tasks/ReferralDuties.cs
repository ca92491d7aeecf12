using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tasks;

/// <summary>What follows from a referral: the answer, and the hand-over to who accepted for care (Art. 4.2, 6.3, 7.3).</summary>
internal static class ReferralDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state)
    {
        if (state.Person is not { } person) yield break;
        foreach (var asked in person.Relations.Where(r => r.Kind == RelationKind.ReferralProposed))
        {
            if (person.FindReferral(asked.Source) is not { } referral) continue;
            if (referral.Status == ReferralStatus.Declined && asked.Until is { } declined && !(declined <= person.Verifying.Closed?.On) && IsUnmet(person, referral))
                yield return new Duty(DutyKind.ReferAgain, asked with { Agency = referral.From, From = declined, Until = null });
            if (referral.Status != ReferralStatus.Proposed) continue;
            yield return new Duty(DutyKind.AnswerReferral, asked) { Due = referral.AnswerBy, OwedTo = [referral.From] };

            // The proposal ends with its day, the need of the person does not.
            if (referral.AnswerBy is { } day)
                yield return new Duty(DutyKind.ReferAgain, asked with { Agency = referral.From, From = day.DaysLater(1), Until = null });
        }

        foreach (var accepted in person.Relations.Where(r => r.Kind == RelationKind.ReferralAccepted))
        {
            if (person.FindReferral(accepted.Source) is { Status: ReferralStatus.Accepted, Purpose: Purpose.Care } referral)
                yield return new Duty(DutyKind.HandOver, accepted with { Agency = referral.From }) { OwedTo = [accepted.Agency] };
        }
    }

    /// <summary>Who was declined still has her, and has found no other way for the same purpose since.</summary>
    private static bool IsUnmet(PersonState person, Referral declined) =>
        person.Relations.Any(r => r.Agency == declined.From && r.Until is null && r.Kind is RelationKind.Registrar or RelationKind.Receiver or RelationKind.Carer)
        && !person.Referrals.SkipWhile(r => r != declined).Skip(1)
            .Any(r => r.Purpose == declined.Purpose && r.Status is ReferralStatus.Proposed or ReferralStatus.Accepted or ReferralStatus.HandedOver);
}

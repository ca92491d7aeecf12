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
            if (person.FindReferral(asked.Source) is not { Status: ReferralStatus.Proposed } referral) continue;
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
}

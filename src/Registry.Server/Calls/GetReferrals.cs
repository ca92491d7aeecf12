using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainReferral = Registry.Domain.Victims.Referral;

namespace Registry.Server.Calls;

/// <summary>The referrals in which the caller's agency has a part. Words of people and agencies are seen only by who may see her place.</summary>
internal sealed class GetReferrals(Looks looks, LawTables law)
{
    private static readonly HashSet<DomainClass> Asked = [DomainClass.Status, DomainClass.CurrentPlace];

    private static readonly string[] Words = ["words", "conditions", "decline_reason", "withdrawal_reason"];

    public async Task<GetReferralsResponse> Answer(GetReferralsRequest request, Call call)
    {
        using var look = await looks.At(call, Wire.Id(request.PersonId), Asked);
        var answer = new GetReferralsResponse();
        if (!look.Permits(DomainClass.Status) || look.State.Person is not { } person)
            return answer;

        answer.Version = look.Record.Head(look.State.Subject, StreamTypes.Person).Told;
        answer.Referrals.AddRange(person.Referrals
            .Where(one => law.Agencies.StandsFor(call.Caller.Agency, one.From, call.Today) || law.Agencies.StandsFor(call.Caller.Agency, one.To, call.Today))
            .Select(one => ReferralOf(look, one, call.Today)));
        return answer;
    }

    private static Referral ReferralOf(Look look, DomainReferral referral, DateOnly today)
    {
        var answer = new Referral
        {
            ReferralId = referral.Id.ToString(),
            FromAgency = referral.From.Value,
            ToAgency = referral.To.Value,
            Purpose = (Purpose)referral.Purpose,
            Need = referral.Need,
            Wish = referral.Wish,
            SpokenBy = (SpokenBy)(referral.SpokenBy ?? 0),
            Clause = referral.Clause,
            Status = (ReferralStatus)referral.Status,
            Expired = referral.IsExpiredOn(today),
            ProposedOn = referral.ProposedOn == default ? null : Wire.Date(referral.ProposedOn),
            AnswerBy = referral.AnswerBy is { } by ? Wire.Date(by) : null,
            EndsOn = referral.EndsOn is { } end ? Wire.Date(end) : null,
            Conditional = referral.Conditional,
        };
        answer.FieldClasses.AddRange(referral.Named.Select(one => (FieldClass)one));
        foreach (var text in Words)
            look.Merge(answer, ProposeReferral.PathOf(referral.Id) + text);
        return answer;
    }
}

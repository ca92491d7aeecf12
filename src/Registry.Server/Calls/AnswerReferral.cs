using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>The agency that a referral is addressed to accepts or refuses it.</summary>
internal sealed class AnswerReferral(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<AnswerReferralResponse> Answer(AnswerReferralRequest request, Call call)
    {
        var command = new Domain.Victims.AnswerReferral(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.ReferralId), request.Accepted, request.Conditions.Length > 0, call.Today);
        return acts.Do(call, request, request.RequestId, new Act<AnswerReferralResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.AnswerReferral(law, state, command),
            Fields = (_, _) => disclosure.Split(
                request.Accepted ? new V1.Referral { Conditions = request.Conditions } : new V1.Referral { DeclineReason = request.Reason },
                ProposeReferral.PathOf(command.Referral)),
            Seals = new HashSet<DomainClass> { DomainClass.CurrentPlace },
            Answer = written => new AnswerReferralResponse { Version = written.Version },
        });
    }
}

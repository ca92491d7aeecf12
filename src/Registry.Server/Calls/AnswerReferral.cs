using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>The agency that a referral is addressed to accepts or refuses it.</summary>
internal sealed class AnswerReferral(Acts acts, LawTables law)
{
    public Task<AnswerReferralResponse> Answer(AnswerReferralRequest request, Call call)
    {
        var command = new Domain.Victims.AnswerReferral(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.ReferralId), request.Accepted);
        return acts.Do(call, request, request.RequestId, new Act<AnswerReferralResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.AnswerReferral(law, state, command),
            Answer = written => new AnswerReferralResponse { Version = written.Version },
        });
    }
}

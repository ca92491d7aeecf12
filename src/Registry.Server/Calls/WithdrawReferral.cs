using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Takes a referral back, by its sender, until she is handed over.</summary>
internal sealed class WithdrawReferral(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<WithdrawReferralResponse> Answer(WithdrawReferralRequest request, Call call)
    {
        var command = new Domain.Victims.WithdrawReferral(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.ReferralId));
        return acts.Do(call, request, request.RequestId, new Act<WithdrawReferralResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.Withdraw(law, state, command),
            Fields = (_, _) => disclosure.Split(new V1.Referral { WithdrawalReason = request.Reason }, ProposeReferral.PathOf(command.Referral)),
            Seals = new HashSet<DomainClass> { DomainClass.CurrentPlace },
            Answer = written => new WithdrawReferralResponse { Version = written.Version },
        });
    }
}

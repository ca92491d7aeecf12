using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>A consent is withdrawn: what rested on it ends on that day.</summary>
internal sealed class WithdrawConsent(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public Task<WithdrawConsentResponse> Answer(WithdrawConsentRequest request, Call call)
    {
        var consent = Wire.Id(request.ConsentId);
        var command = new Domain.People.WithdrawConsent(call.Caller.Actor, Wire.On(call, request.OccurredOn), consent);
        return acts.Do(
            call, request, state => Consents.Withdraw(law, state, command), written => new WithdrawConsentResponse { Version = written.Version },
            disclosure.Split(new WithdrawConsentRequest { Reason = request.Reason }, $"consent/{consent:n}/withdrawn/").ToList());
    }
}

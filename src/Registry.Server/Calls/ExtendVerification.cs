using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Who was asked takes more time in a complex case (Law 66/2011 Art. 24.4).</summary>
internal sealed class ExtendVerification(PaperActs acts, LawTables law)
{
    public Task<ExtendVerificationResponse> Answer(ExtendVerificationRequest request, Call call)
    {
        var command = new Domain.Verification.ExtendVerification(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Day(request.Until), call.Today);
        return acts.Do(
            call, request, state => Verifications.Extend(law, state, command), written => new ExtendVerificationResponse { Version = written.Version },
            new VerificationRequestState { ExtensionReason = request.Reason }, (happened, _) => RequestVerification.PathOf(((VerificationExtended)happened).Request));
    }
}

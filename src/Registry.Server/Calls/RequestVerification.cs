using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Asks an agency to verify; it sees what a verification needs while the request is open (Law 66/2011 Art. 24.3).</summary>
internal sealed class RequestVerification(PaperActs acts, LawTables law)
{
    public Task<RequestVerificationResponse> Answer(RequestVerificationRequest request, Call call)
    {
        var command = new Domain.Verification.RequestVerification(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), new AgencyCode(request.Addressee), request.NewEvidence, call.Today);
        return acts.Do(
            call, request, state => Verifications.Request(law, state, command),
            written => new RequestVerificationResponse
            {
                Version = written.Version,
                DueOn = ((VerificationRequested)written.Happened).DueOn is { } due ? Wire.Date(due) : null,
            },
            new VerificationRequestState { RequestNumber = request.RequestNumber }, (_, eventId) => PathOf(eventId));
    }

    internal static string PathOf(Guid verification) => $"verification/{verification:n}/";
}

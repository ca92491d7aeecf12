using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Approves a hand-over, by a second officer of the same agency. The code is kept nowhere: it follows from the event, and a repeated request
/// gives it again.
/// </summary>
internal sealed class ApproveDossierHandover(DossierActs acts, RequestSeal seal, LawTables law)
{
    public Task<ApproveDossierHandoverResponse> Answer(ApproveDossierHandoverRequest request, Call call)
    {
        var command = new Domain.Protection.ApproveDossierHandover(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), call.Now, Wire.Id(request.HandoverId));
        return acts.Do(
            call, request, state => DossierHandovers.Approve(law, state, command),
            written => new ApproveDossierHandoverResponse
            {
                Version = written.Version,
                ExpiresAt = ((DossierHandoverApproved)written.Happened).ExpiresAt.ToUnixTimeSeconds(),
            },
            more: act => act with
            {
                Complete = (answer, _, record) =>
                {
                    if (record.State.Dossier?.Handovers.Find(command.Handover) is { Status: Domain.Protection.HandoverStatus.Approved, Approval: { } approval })
                        answer.Code = HandoverCode.Derive(seal, record.State.Subject, approval).Reveal();
                },
            });
    }
}

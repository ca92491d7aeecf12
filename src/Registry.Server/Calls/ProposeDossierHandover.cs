using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Proposes to hand the whole dossier over to the authority of the place of residence.</summary>
internal sealed class ProposeDossierHandover(DossierActs acts, LawTables law)
{
    public Task<ProposeDossierHandoverResponse> Answer(ProposeDossierHandoverRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var command = new Domain.Protection.ProposeDossierHandover(
            call.Caller.Actor, call.Officer, Wire.On(call, request.OccurredOn), call.Now, id, new AgencyCode(request.ToAgency));
        return acts.Do(
            call, request, state => DossierHandovers.Propose(law, state, command),
            written => new ProposeDossierHandoverResponse { HandoverId = id.ToString(), Version = written.Version },
            new V1.DossierHandover { Reason = request.Reason }, PathOf(id));
    }

    /// <summary>Where a hand-over's fields lie among a person's.</summary>
    internal static string PathOf(Guid handover) => $"handover/{handover:n}/";
}

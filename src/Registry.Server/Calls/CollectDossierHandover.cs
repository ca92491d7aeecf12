using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Collects a dossier with the code that was told out of band. Wrong, used, too late, told to another agency, no hand-over, no such person: one
/// answer, one line, the same work; and wrong codes have a ceiling of their own.
/// </summary>
internal sealed class CollectDossierHandover(DossierActs acts, RequestSeal seal, Ceilings ceilings, LawTables law)
{
    public async Task<CollectDossierHandoverResponse> Answer(CollectDossierHandoverRequest request, Call call)
    {
        var code = ceilings.NameCode(call.Caller) ?? throw Failures.Of("CEILING_REACHED");
        var wrong = false;

        var command = new Domain.Protection.CollectDossierHandover(call.Caller.Actor, Wire.On(call, request.OccurredOn), call.Now, Guid.Empty);
        var named = HandoverCode.Parse(request.Code);
        var handover = Guid.Empty;
        try
        {
            return await acts.Do(
                call, request, state => DossierHandovers.Collect(law, state, command with { Handover = handover }),
                written => new CollectDossierHandoverResponse { Version = written.Version },
                more: act => act with
                {
                    Expected = null,
                    ByCode = record => (handover = Named(record, named, call)) != Guid.Empty,
                    Fields = (happened, _) => acts.Split(
                        new V1.DossierHandover { Minutes = request.Minutes }, ProposeDossierHandover.PathOf(((DossierHandoverCollected)happened).Handover)),
                    Seals = acts.Split(new V1.DossierHandover { Minutes = request.Minutes }, "").Classes(),
                });
        }
        catch (CallFailedException failed)
        {
            wrong = failed.Status == Grpc.Core.StatusCode.NotFound;
            throw;
        }
        finally
        {
            if (!wrong)
                code.GiveBack();
        }
    }

    /// <summary>The live hand-over that the code belongs to, or the empty id. One code at least is made and compared whoever is asked about.</summary>
    private Guid Named(SubjectRecord record, HandoverCode? named, Call call)
    {
        var code = named ?? HandoverCode.Derive(seal, Guid.Empty, Guid.Empty);
        var found = Guid.Empty;
        foreach (var live in (record.State.Dossier?.Handovers.LiveAt(call.Now) ?? []).Cast<Domain.Protection.DossierHandover?>().DefaultIfEmpty(null))
        {
            var matches = HandoverCode.Derive(seal, record.State.Subject, live?.Approval ?? record.State.Subject).Matches(code);
            if (matches && live is not null && law.Agencies.StandsFor(call.Caller.Agency, live.To, call.Today))
                found = live.Id;
        }

        return found;
    }
}

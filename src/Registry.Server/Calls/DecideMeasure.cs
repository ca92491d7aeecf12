using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainMeasure = Registry.Domain.Protection.MeasureDecided;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Decides one measure of Decree 62/2012 Art. 7 for one person.</summary>
internal sealed class DecideMeasure(DossierActs acts, LawTables law)
{
    public Task<DecideMeasureResponse> Answer(DecideMeasureRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var on = Wire.On(call, request.OccurredOn);
        var command = new Domain.Protection.DecideMeasure(
            call.Caller.Actor, on, Guid.NewGuid(), id, (int)request.Clause, Wire.Agencies(request.Executors),
            request.StartsOn is null ? on : Wire.Day(request.StartsOn), request.EndsOn is null ? null : Wire.Day(request.EndsOn), Wire.OptionalId(request.ProtectionRequestId), call.Today);
        return acts.Do(
            call, request, state => ProtectionDossier.Decide(law, state, command),
            written => new DecideMeasureResponse
            {
                MeasureId = id.ToString(),
                Version = written.Version,
                AuthorityCertainty = (V1.Certainty)((DomainMeasure)written.Happened).Certainty,
                AuthoritySource = Source(command, on),
            },
            new MeasureFields { Decision = request.Decision, Place = request.Place, Operation = request.Operation }, PathOf(id), command.Dossier);
    }

    /// <summary>Where a measure's fields lie among a person's.</summary>
    internal static string PathOf(Guid measure) => $"measure/{measure:n}/";

    private string Source(Domain.Protection.DecideMeasure command, DateOnly on) =>
        law.Authority(command.Clause, command.By.Kind, on) is { } cell ? law.Basis(cell.Standing.Source)?.Vi ?? cell.Standing.Source : "";
}

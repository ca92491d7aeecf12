using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>Makes up the papers of an urgent measure.</summary>
internal sealed class RecordMeasurePapers(DossierActs acts, LawTables law)
{
    public Task<RecordMeasurePapersResponse> Answer(RecordMeasurePapersRequest request, Call call)
    {
        var command = new Domain.Protection.RecordMeasurePapers(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId));
        return acts.Do(
            call, request, state => DossierDocuments.RecordPapers(law, state, command), written => new RecordMeasurePapersResponse { Version = written.Version },
            new MeasureFields { Decision = request.Decision }, DecideMeasure.PathOf(command.Measure));
    }
}

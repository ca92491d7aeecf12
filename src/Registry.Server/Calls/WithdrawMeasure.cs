using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Server.Pipeline;
using Registry.V1;
using MeasureFields = Registry.V1.Measure;

namespace Registry.Server.Calls;

/// <summary>The protected person gives a running measure up (Decree 62/2012 Art. 3.1.b, 3.2.b).</summary>
internal sealed class WithdrawMeasure(DossierActs acts, LawTables law)
{
    public Task<WithdrawMeasureResponse> Answer(WithdrawMeasureRequest request, Call call)
    {
        var command = new Domain.Protection.WithdrawFromMeasure(call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.MeasureId));
        return acts.Do(
            call, request, state => ProtectionDossier.Withdraw(law, state, command), written => new WithdrawMeasureResponse { Version = written.Version },
            new MeasureFields { Refusal = request.Refusal }, DecideMeasure.PathOf(command.Measure));
    }
}

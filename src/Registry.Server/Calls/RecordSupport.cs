using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.V1;
using SupportDelivery = Registry.V1.SupportDelivery;
using SupportKind = Registry.Domain.Law.SupportKind;

namespace Registry.Server.Calls;

/// <summary>Records what was given: of an approved file, or on the spot (Art. 7.2).</summary>
internal sealed class RecordSupport(SupportActs acts, LawTables law)
{
    public Task<RecordSupportResponse> Answer(RecordSupportRequest request, Call call)
    {
        var atOnce = request.SupportId.Length == 0;
        var id = atOnce ? acts.NewId(call, request.RequestId) : Wire.Id(request.SupportId);
        var command = new Domain.Support.RecordSupport(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), call.Today, id, atOnce, (SupportKind)request.Kind, request.Foreigner,
            request.VictimConfirmedOn is null ? null : Wire.Day(request.VictimConfirmedOn), SupportActs.Period(request.Period), request.Completed);
        return acts.Do(
            call, request, state => SupportFiles.Record(law, state, command),
            written => new RecordSupportResponse { SupportId = id.ToString(), Version = written.Version },
            new SupportDelivery { AmountDong = request.AmountDong, Receipt = request.Receipt, Place = request.Place }, delivery => SupportActs.PathOf(id, delivery));
    }
}

using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Store.Log;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Commitment and proof of one line. A record id is known to the caller of that line alone (and to inspectors), and the proof shows
/// nothing of the record; so whoever has the id may have the proof.
/// </summary>
internal sealed class GetReceipt(Looks looks, LogReader log, LogProofs proofs)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<GetReceiptResponse> Answer(GetReceiptRequest request, Call call)
    {
        using var look = await looks.At(call, Guid.Empty, Lines);
        var record = await log.Find(Wire.Id(request.RecordId), call.Cancel) ?? throw Failures.Of("NOT_FOUND");
        return new GetReceiptResponse { LeafIndex = record.Index, Proof = await proofs.Of(record, call.Cancel) };
    }
}

using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Store.Log;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>One record of the log in the open, with its proof, for an inspector. The look is a line about the same person.</summary>
internal sealed class GetRecord(Looks looks, AccessIndex index, LogReader log, LogProofs proofs)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<GetRecordResponse> Answer(GetRecordRequest request, Call call)
    {
        // Two lines whatever the answer: the first before any record is opened, the second under the person it turns out to be about.
        var id = Wire.Id(request.RecordId);
        using var search = await looks.At(call, Guid.Empty, Lines);
        var found = await index.Find(id, call.Cancel) is { } line && Mandates.Covers(call, line) ? line : null;
        (call.Shows, call.Inspects) = (1, found?.Content.Agency);
        using var look = await looks.At(call, found?.Subject ?? Guid.Empty, Lines);
        if (found is null || await log.Find(id, call.Cancel) is not { } record)
            throw Failures.Of("NOT_FOUND");
        return new GetRecordResponse
        {
            Line = ListAccesses.LineOf(found),
            Proof = await proofs.Of(record, call.Cancel),
            Justification = await index.Justification(record, call.Cancel) ?? "",
        };
    }
}

using Google.Protobuf;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// An inspector marks an entry of the review queue as read. What she is not shown she cannot settle, so nobody settles her own looks; what she is shown only because no other
/// inspectorate stands awaits one. The line is the mark, and there is no other.
/// </summary>
internal sealed class SettleReview(Looks looks, Deciding deciding, AccessIndex index, ReviewDesk desk, AccessRecorder recorder, RequestSeal requests, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<SettleReviewResponse> Answer(SettleReviewRequest request, Call call)
    {
        var (from, until) = ListReviewQueue.Period(request.From, request.Until, call);
        var lookup = requests.Lookup(call.Caller.Issuer, call.Caller.Officer, call.Method.Name, request.RequestId);
        var (id, body) = (Convert.ToBase64String(lookup), requests.Body(lookup, request.ToByteArray()));

        // As GetRecord: a line before any record is opened, and one under the person it turns out to be about.
        using var search = await looks.At(call, Guid.Empty, Lines);
        await index.End(call.Cancel);
        if (index.Settled.OfRequest(id) is { } kept)
            return await Kept(kept, body, call);

        var alone = (await deciding.Directory(call)).StandsAlone(call.Caller.Agency, call.Caller.Kind, call.Today);
        var items = await desk.Items(from, until, call, alone, page: null);
        var item = items.FirstOrDefault(one => one.Entry.EntryId == request.EntryId);
        call.OnTheWay();
        call.Inspects = item?.Entry.Agency is { Length: > 0 } agency ? agency : null;
        var subject = Guid.TryParse(item?.Entry.PersonId, out var person) ? person : Guid.Empty;
        using var look = await looks.At(call, subject, Lines);
        if (item is null)
            throw await Failed(call, subject, look, Failures.Of("NOT_FOUND"));
        if (item.OfHers)
            throw await Failed(call, subject, look, Failures.Of(law.Refuse(RefusalReason.ReviewOfYourAgency, call.Today)));

        var settled = new SettledRecord(
            item.Key.Rule, item.Key.Issuer, item.Key.Officer, item.Key.About, item.First, item.Last, (SettledAs)request.Verdict, id,
            Convert.ToBase64String(body));
        return new SettleReviewResponse { RecordId = (await recorder.Settled(call, subject, look.Receipt.RecordId, settled, request.Remark)).ToString() };
    }

    /// <summary>The same request again: the same answer, and the lines of a look all the same.</summary>
    private async Task<SettleReviewResponse> Kept(SettledMark kept, byte[] body, Call call)
    {
        call.OnTheWay();
        using var look = await looks.At(call, kept.Line.Subject, Lines);
        if (kept.Settled.Body != Convert.ToBase64String(body))
            throw await Failed(call, kept.Line.Subject, look, Failures.Of("REQUEST_ID_REUSED", new FieldProblem("request_id", Expected.NewRequestId)));
        await recorder.Outcome(call, kept.Line.Subject, look.Receipt.RecordId, "REPEATED");
        return new SettleReviewResponse { RecordId = kept.Line.RecordId.ToString() };
    }

    private async Task<CallFailedException> Failed(Call call, Guid subject, Look look, CallFailedException failure)
    {
        await recorder.Outcome(call, subject, look.Receipt.RecordId, failure.Reason);
        return failure;
    }
}

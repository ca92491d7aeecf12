using Google.Protobuf.WellKnownTypes;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// What an inspector should look at again, and what of it somebody has read. What her own agency did is left to the inspectors of another one; where there is none, her colleagues
/// see it and the answer says that it is not reviewed by that.
/// </summary>
internal sealed class ListReviewQueue(Looks looks, Deciding deciding, AccessIndex index, ReviewDesk desk, PageTokens pages, ServerOptions options)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);
    private static readonly PageSize Sizes = new(Usual: 50, Most: 200);
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<ListReviewQueueResponse> Answer(ListReviewQueueRequest request, Call call)
    {
        var size = Sizes.Of(request.PageSize);
        var (from, until) = Period(request.From, request.Until, call);
        // The first page fixes the period, so that the pages join while new lines come.
        var (first, end) = (Timestamp.FromDateTimeOffset(from), Timestamp.FromDateTimeOffset(until));
        var place = pages.Of(call, first.ToString(), end.ToString(), request.State.ToString());
        var at = (int)place.Open(request.PageToken);

        using var look = await looks.At(call, Guid.Empty, Lines);
        var alone = (await deciding.Directory(call)).StandsAlone(call.Caller.Agency, call.Caller.Kind, call.Today);
        var items = await desk.Items(from, until, call, alone, page: at);
        var kept = await index.Kept(call.Cancel);

        var answer = new ListReviewQueueResponse
        {
            From = first,
            Until = end,
            NoOtherInspectorate = alone,
            KeptFromIndex = kept.From,
            KeptSince = Wire.Stamp(kept.Since),
        };
        if (at == 0)
        {
            answer.Coverage.AddRange(items.GroupBy(item => item.Entry.Rule, Mark).Select(rule => CoverageOf(rule.Key, [.. rule])));
            answer.Thresholds.AddRange(options.Review.Thresholds.Select(one => new ReviewThreshold { Setting = one.Name, Value = one.Value }));
        }

        // A place is one of the whole queue, so that pages of a state join while entries are settled.
        for (; at < items.Count && answer.Entries.Count < size; at++)
        {
            var mark = Mark(items[at]);
            if (request.State != ReviewState.Unspecified && request.State == ReviewState.Open == mark is not null)
                continue;
            var entry = items[at].Entry;
            entry.Settlement = mark is null ? null : SettlementOf(mark);
            answer.Entries.Add(entry);
        }

        if (at < items.Count)
            answer.NextPageToken = place.Seal(at);
        return answer;
    }

    /// <summary>The period of a queue: a week back unless told.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: it ends before it begins, is too long, or ends in the future.</exception>
    internal static (DateTimeOffset From, DateTimeOffset Until) Period(Timestamp? first, Timestamp? end, Call call)
    {
        var until = Wire.Moment(end, "until", call);
        var from = Wire.Moment(first, "from") ?? until - Usual;
        return until < from || until - from > Longest ? throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("from", Expected.BeforeUntil(Longest.Days))) : (from, until);
    }

    private SettledMark? Mark(ReviewItem item) => index.Settled.Find(item.Key, item.Lines);

    private static ReviewSettlement SettlementOf(SettledMark mark) => new()
    {
        Verdict = (ReviewVerdict)mark.Settled.Verdict,
        Agency = mark.Line.Content.Agency,
        Officer = mark.Line.Content.Officer,
        At = Timestamp.FromDateTimeOffset(mark.Line.Content.At),
        RecordId = mark.Line.RecordId.ToString(),
    };

    private static ReviewCoverage CoverageOf(string rule, IReadOnlyList<SettledMark?> marks) => new()
    {
        Rule = rule,
        Entries = marks.Count,
        InOrder = marks.Count(mark => mark?.Settled.Verdict == SettledAs.InOrder),
        AgencyAsked = marks.Count(mark => mark?.Settled.Verdict == SettledAs.AgencyAsked),
        PassedOn = marks.Count(mark => mark?.Settled.Verdict == SettledAs.PassedOn),
    };
}

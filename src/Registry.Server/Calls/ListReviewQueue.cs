using Google.Protobuf.WellKnownTypes;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Books;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// What an inspector should look at again. What her own agency did is left to the inspectors of another one; where there is none, her colleagues see it and
/// the answer says that it is not reviewed by that.
/// </summary>
internal sealed class ListReviewQueue(Looks looks, Deciding deciding, AccessIndex index, ReviewQueue queue, RecentQueues recent, ServerOptions options, DayRoots roots, PageTokens pages)
{
    private const int MostIds = 10;
    private const int MostPlaces = 100;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);
    private static readonly PageSize Sizes = new(Usual: 50, Most: 200);
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<ListReviewQueueResponse> Answer(ListReviewQueueRequest request, Call call)
    {
        var size = Sizes.Of(request.PageSize);
        var until = Wire.Moment(request.Until, "until", call);
        var from = Wire.Moment(request.From, "from") ?? until - Usual;
        if (until < from || until - from > Longest)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("from", Expected.BeforeUntil(Longest.Days)));
        // The first page fixes the period, so that the pages join while new lines come.
        var (first, end) = (Timestamp.FromDateTimeOffset(from), Timestamp.FromDateTimeOffset(until));
        var place = pages.Of(call, first.ToString(), end.ToString());
        var at = place.Open(request.PageToken);

        using var look = await looks.At(call, Guid.Empty, Lines);
        var alone = (await deciding.Directory(call)).StandsAlone(call.Caller.Agency, call.Caller.Kind, call.Today);
        var question = string.Join('\n', call.Caller.Issuer, call.Caller.Officer, call.Mandate?.Id, first, end);
        if (at == 0 || recent.Find(question) is not { } findings)
            recent.Keep(question, findings = await Findings(from, until, call));
        var found = findings.Where(finding => IsForHer(finding.Last.Content, call, alone)).Select(EntryOf)
            .Concat(call.Mandate is { Given.Scope.Everything: true } ? Books(from, until) : []).OrderByDescending(entry => entry.Score).ThenByDescending(entry => entry.Last).ToList();

        var answer = new ListReviewQueueResponse { From = first, Until = end, NoOtherInspectorate = alone };
        answer.Entries.AddRange(found.Skip((int)at).Take(size));
        if (found.Count > at + size)
            answer.NextPageToken = place.Seal(at + size);
        return answer;
    }

    private async Task<IReadOnlyList<ReviewFinding>> Findings(DateTimeOffset from, DateTimeOffset until, Call call)
    {
        var around = new AccessFilter { From = from - options.Review.WorkWithin, Until = until + options.Review.WorkWithin };
        var lines = await index.Find(around, long.MaxValue, int.MaxValue, call.Cancel);
        var ends = await roots.Of(lines, call.Cancel);
        return queue.Of([.. lines.Reverse()], from, until, line => Mandates.Covers(call, line), line => ends.GetValueOrDefault(DayRoots.DayOf(line)));
    }

    /// <summary>Nobody reviews herself, whoever vouches for her name.</summary>
    private static bool IsForHer(AccessRecord found, Call call, bool alone) =>
        found.Agency != call.Caller.Agency.Value || alone && !string.Equals(found.Officer, call.Caller.Officer, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the two books of key releases have to say; nothing where they are not compared.</summary>
    private IEnumerable<ReviewEntry> Books(DateTimeOffset from, DateTimeOffset until) =>
        BooksFile.ForReview(options.BooksFile).Where(found => from <= found.At && found.At < until).Select(found =>
        {
            var at = Timestamp.FromDateTimeOffset(found.At);
            var entry = new ReviewEntry { Rule = found.Rule, TextVi = found.Vi, TextEn = found.En, Score = found.Score, Count = found.Count, First = at, Last = at };
            entry.LeafIndexes.AddRange(found.Lines.Reverse());
            return entry;
        });

    private static ReviewEntry EntryOf(ReviewFinding finding)
    {
        var entry = new ReviewEntry
        {
            Rule = finding.Rule.Id,
            TextVi = finding.Rule.Vi,
            TextEn = finding.Rule.En,
            Score = finding.Rule.Score,
            Agency = finding.Last.Content.Agency,
            Officer = finding.Last.Content.Officer,
            PersonId = finding.Subject is { } subject && subject != Guid.Empty ? subject.ToString() : "",
            Count = finding.Lines.Count,
            First = Timestamp.FromDateTimeOffset(finding.Lines[0].Content.At),
            Last = Timestamp.FromDateTimeOffset(finding.Last.Content.At),
        };
        entry.RecordIds.AddRange(finding.Lines.Reverse().Take(MostIds).Select(line => line.RecordId.ToString()));
        entry.LeafIndexes.AddRange(finding.Lines.Reverse().Take(MostPlaces).Select(line => line.Index));
        return entry;
    }
}

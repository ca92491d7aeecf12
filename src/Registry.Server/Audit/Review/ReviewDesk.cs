using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Registry.Server.Books;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Audit.Review;

/// <summary>The queue as one inspector is shown it, settled or not.</summary>
internal sealed class ReviewDesk(AccessIndex index, ReviewQueue queue, RecentQueues recent, ServerOptions options, DayRoots roots)
{
    private const int MostIds = 10;
    private const int MostPlaces = 100;

    /// <summary>The entries of a period that the caller is shown under her mandate, the gravest first.</summary>
    /// <param name="from">First moment that is reviewed.</param>
    /// <param name="until">First moment that is not.</param>
    /// <param name="call">The inspector's call.</param>
    /// <param name="alone">Whether no other inspectorate stands.</param>
    /// <param name="page">The first page computes the queue anew and every page keeps it for the next; null takes it as pages keep it, and keeps nothing.</param>
    public async Task<IReadOnlyList<ReviewItem>> Items(DateTimeOffset from, DateTimeOffset until, Call call, bool alone, long? page)
    {
        var question = string.Join('\n', call.Caller.Issuer, call.Caller.Officer, call.Mandate?.Id, from.UtcTicks, until.UtcTicks);
        var findings = page == 0 ? null : recent.Find(question);
        if (findings is null)
        {
            findings = await Findings(from, until, call);
            if (page is not null)
                recent.Keep(question, findings);
        }

        return
        [
            .. findings.Where(finding => IsForHer(finding, call, alone)).Select(finding => ItemOf(finding, call))
                .Concat(call.Mandate is { Given.Scope.Everything: true } ? Books(from, until) : [])
                .OrderByDescending(item => item.Entry.Score).ThenByDescending(item => item.Entry.Last),
        ];
    }

    private async Task<IReadOnlyList<ReviewFinding>> Findings(DateTimeOffset from, DateTimeOffset until, Call call)
    {
        var around = new AccessFilter { From = from - options.Review.Before, Until = until + options.Review.WorkWithin };
        var lines = (await index.Find(around, long.MaxValue, int.MaxValue, call.Cancel)).Lines;
        var ends = await roots.Of(lines, call.Cancel);
        // Who has a part in a case may have acted long before the days around the period.
        var cases = (await index.About([.. lines.Where(ReviewQueue.IsMeasure).Select(line => line.Subject).Distinct()], call.Cancel)).Of;
        return queue.Of(
            [.. lines.Reverse()], from, until, line => Mandates.Covers(call, line), line => ends.GetValueOrDefault(DayRoots.DayOf(line)), subject => cases.GetValueOrDefault(subject, []));
    }

    /// <summary>What her own agencies did is for others; where there are none, it is shown to her colleagues. Nobody reviews herself, whoever vouches for her name.</summary>
    private static bool IsForHer(ReviewFinding finding, Call call, bool alone) =>
        !string.Equals(finding.Last.Content.Officer, call.Caller.Officer, StringComparison.OrdinalIgnoreCase) && (alone || !IsOfHers(finding, call));

    private static bool IsOfHers(ReviewFinding finding, Call call) => finding.Lines.Any(line => IsHers(line.Content.Agency, call) || IsHers(line.Content.SecondedFrom, call));

    /// <summary>An officer who is lent to another agency is of both.</summary>
    private static bool IsHers(string? agency, Call call) => agency is not null && (agency == call.Caller.Agency.Value || agency == call.Caller.SecondedFrom?.Value);

    private static ReviewItem ItemOf(ReviewFinding finding, Call call)
    {
        var (rule, last) = (finding.Rule, finding.Last.Content);
        var entry = new ReviewEntry
        {
            Rule = rule.Id,
            TextVi = rule.Vi,
            TextEn = rule.En,
            Score = rule.Score,
            Agency = last.Agency,
            Officer = last.Officer,
            PersonId = finding.Subject is { } subject && subject != Guid.Empty ? subject.ToString() : "",
            Count = finding.Lines.Count,
            First = Timestamp.FromDateTimeOffset(finding.Lines[0].Content.At),
            Last = Timestamp.FromDateTimeOffset(last.At),
            EntryId = IdOf(rule.Id, finding.Lines.Select(line => line.RecordId.ToString())).ToString(),
        };
        entry.RecordIds.AddRange(finding.Lines.Reverse().Take(MostIds).Select(line => line.RecordId.ToString()));
        entry.LeafIndexes.AddRange(finding.Lines.Reverse().Take(MostPlaces).Select(line => line.Index));
        return new ReviewItem(entry, new ReviewKey(rule.Id, last.Issuer, last.Officer, finding.Subject), [.. finding.Lines.Select(line => line.Index)], IsOfHers(finding, call));
    }

    /// <summary>What the two books of key releases have to say; nothing where they are not compared.</summary>
    private IEnumerable<ReviewItem> Books(DateTimeOffset from, DateTimeOffset until) =>
        BooksFile.ForReview(options.BooksFile, options.Review).Where(found => from <= found.At && found.At < until).Select(found =>
        {
            var (at, id) = (Timestamp.FromDateTimeOffset(found.At), IdOf(found.Rule, [found.At.ToString("O"), .. found.Lines.Select(line => line.ToString("D"))]));
            var entry = new ReviewEntry
            {
                Rule = found.Rule,
                TextVi = found.Vi,
                TextEn = found.En,
                Score = found.Score,
                Count = found.Count,
                First = at,
                Last = at,
                EntryId = id.ToString(),
            };
            entry.LeafIndexes.AddRange(found.Lines.Reverse());
            return new ReviewItem(entry, new ReviewKey(found.Rule, "", "", id), [], OfHers: false);
        });

    /// <summary>An entry is its rule and its lines: with one line more it is another one.</summary>
    private static Guid IdOf(string rule, IEnumerable<string> lines) => HashedId.Open(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [rule, .. lines]))));
}

/// <summary>One entry of the queue.</summary>
/// <param name="Entry">As it is shown.</param>
/// <param name="Key">What a mark on it is about.</param>
/// <param name="Lines">Places of all its lines, oldest first; none for what the books say.</param>
/// <param name="OfHers">It is about the caller's own agency and shown only because no other inspectorate stands: no review by her settles it.</param>
internal sealed record ReviewItem(ReviewEntry Entry, ReviewKey Key, IReadOnlyList<long> Lines, bool OfHers)
{
    /// <summary>Place of the oldest line; 0 for what the books say.</summary>
    public long First => Lines.Count > 0 ? Lines[0] : 0;

    /// <summary>Place of the newest line; 0 for what the books say.</summary>
    public long Last => Lines.Count > 0 ? Lines[^1] : 0;
}

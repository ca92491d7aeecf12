using System.Security.Cryptography;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Records;

namespace Registry.Server.Audit.Review;

/// <summary>The rules over the lines of some days. Pure: the same lines and roots give the same queue, so another inspectorate gets it too.</summary>
/// <param name="options">Thresholds.</param>
/// <param name="calendar">Working days.</param>
internal sealed class ReviewQueue(ReviewOptions options, WorkingCalendar calendar)
{
    /// <summary>It shows nothing that the queue did not show, and every mark names who made it: a mark on each mark would have no end.</summary>
    private const string Settle = "AuditService/SettleReview";

    /// <summary>Telling a person who looked at her is itself the work.</summary>
    private const string ToldToHer = "AccessService/SubjectReport";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly HashSet<string> Decide = ["ProtectionService/DecideMeasure", "ProtectionService/ApplyUrgently"];

    /// <summary>Everything that the rules find, the gravest first, then the newest.</summary>
    /// <param name="lines">Lines of the days that are reviewed and of the days around them, oldest first.</param>
    /// <param name="from">First moment that is reviewed.</param>
    /// <param name="until">First moment that is not.</param>
    /// <param name="covered">Lines that may be in a finding: those of the inspector's mandate. The others are known to the rules, e.g. as the work that a look was for.</param>
    /// <param name="roots">Root of the log at the end of the day of a line, or null while that day is not over.</param>
    /// <param name="history">Every line about a person, as far back as lines are kept; null takes those of <paramref name="lines"/>.</param>
    /// <remarks>
    /// What becomes a finding later than it was written is of the period in which it does: an emergency look when its review is overdue, a look before a measure with
    /// the measure, a line of the lot when its day ends. So of periods that follow each other exactly one shows it.
    /// </remarks>
    public IReadOnlyList<ReviewFinding> Of(
        IReadOnlyList<IndexedRecord> lines, DateTimeOffset from, DateTimeOffset until, Func<IndexedRecord, bool> covered, Func<IndexedRecord, TreeHash?> roots,
        Func<Guid, IEnumerable<IndexedRecord>>? history = null)
    {
        bool Within(DateTimeOffset moment) => from <= moment && moment < until;
        bool InPeriod(IndexedRecord line) => Within(line.Content.At);
        var known = lines.Where(line => line.Content.Officer.Length > 0 && covered(line)).ToList();
        var reviewed = known.Where(InPeriod).ToList();
        var looks = reviewed.Where(IsLook).ToList();
        var acts = lines.Where(IsAct).ToLookup(line => line.Subject);
        bool HasPart(IndexedRecord look) => (history?.Invoke(look.Subject).Where(IsAct) ?? acts[look.Subject]).Any(act => act.Content.Agency == look.Content.Agency);
        return
        [
            .. BeforeMeasure(known.Where(IsLook), acts, Within, HasPart).Concat(Bulk(known).Concat(Misses(known)).Where(hour => InPeriod(hour.Last))).Concat(WithoutWork(looks, acts)).Concat(OffHours(looks))
                .Concat(looks.Select(line => (Line: line, Rule: RuleOf(AlikeMark.Of(line.Content.Alike)))).Where(one => one.Rule is not null)
                    .GroupBy(one => one.Rule!, one => one.Line).SelectMany(alike => ByPerson(alike, alike.Key, options.AlikeLooks)))
                .Concat(ByPerson(known.Where(line => Within(line.Content.At + options.BreakGlassReviewed) && IsUnreviewed(line, lines)), ReviewRule.BreakGlass))
                .Concat(ByPerson(
                    reviewed.Where(line => line.Content is { Purpose: Purpose.Audit, Kind: RecordKind.Intent } && line.Content.Method != Settle), ReviewRule.Inspector, options.InspectorLooks))
                .Concat(ByPerson(reviewed.Where(IsAtHome), ReviewRule.OwnAgency, options.OwnAgencyLooks))
                .Concat(ByPerson(known.Where(IsLook).Where(line => Within(DayRoots.EndOf(line)) && IsDrawn(line, roots(line))), ReviewRule.Sample))
                .OrderByDescending(finding => finding.Rule.Score).ThenByDescending(finding => finding.Last.Index),
        ];
    }

    /// <summary>True when the lot falls on the line: nobody who wrote it could know the root that the day would end with.</summary>
    internal bool IsDrawn(IndexedRecord line, TreeHash? root)
    {
        if (root is not { } drawn)
            return false;
        Span<byte> lot = stackalloc byte[TreeHash.Length + 16];
        drawn.Bytes.CopyTo(lot);
        line.RecordId.TryWriteBytes(lot[TreeHash.Length..], bigEndian: true, out _);
        var hash = SHA256.HashData(lot);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash) < options.Sample * uint.MaxValue;
    }

    /// <summary>An inspector asked for the lines of those whom she works with. A list of everybody's lines is not, though theirs are among them.</summary>
    private static bool IsAtHome(IndexedRecord line) =>
        line.Content is { Purpose: Purpose.Audit, Kind: RecordKind.Intent, Inspects: { } whose, Agency: var own } && whose == own;

    /// <summary>Both surname and commune say something whatever the surname; a surname alone only where few have it.</summary>
    private ReviewRule? RuleOf(AlikeMark mark) => mark switch
    {
        { SurnamePerMille: not null, Commune: true } => ReviewRule.Kindred,
        { SurnamePerMille: { } share } when share <= options.SurnamePerMille => ReviewRule.SameSurname,
        { Commune: true } => ReviewRule.SameCommune,
        _ => null,
    };

    /// <summary>A measure of protection was decided.</summary>
    internal static bool IsMeasure(IndexedRecord line) => IsAct(line) && Decide.Contains(line.Content.Method);

    private static bool IsAct(IndexedRecord line) => line.Content is { Kind: RecordKind.Outcome, Appended.Length: > 0 };

    /// <summary>No line says that the review of the emergency look was carried out.</summary>
    private static bool IsUnreviewed(IndexedRecord line, IReadOnlyList<IndexedRecord> lines) =>
        line.Content is { Kind: RecordKind.BreakGlass, Glass: { } glass }
        && !lines.Any(other => other.Content is { Kind: RecordKind.Outcome, Appended.Length: > 0, Glass: { Verdict: not null } review } && review.Id == glass.Id);

    /// <summary>Something about a person was shown: more than that she is here.</summary>
    private static bool IsLook(IndexedRecord line) =>
        line.Content is { Kind: RecordKind.Intent, Purpose: not (Purpose.Audit or Purpose.OwnLines) } && line.Subject != Guid.Empty
        && line.Content.Granted.Keys.Any(one => one != FieldClass.Status);

    /// <summary>Somebody was asked for, or something about her, and it was not so: by id, by particulars or by certificate.</summary>
    private static bool IsMiss(IndexedRecord line) => line.Content is
    { Kind: RecordKind.Denial or RecordKind.Outcome, Outcome: "NOT_FOUND" } or { Kind: RecordKind.Outcome, Outcome: "NOT_CONFIRMED" or "PARTLY_CONFIRMED" };

    // An hour across the edge of a period is that period's in which it ends: whoever reviews one period after the other is shown it once, with all of its lines.
    private IEnumerable<ReviewFinding> Bulk(IReadOnlyList<IndexedRecord> known) =>
        BusyHours(known.Where(IsLook), line => line.Subject, options.PersonsAnHour).Select(hour => new ReviewFinding(ReviewRule.Bulk, hour, null));

    private IEnumerable<ReviewFinding> Misses(IReadOnlyList<IndexedRecord> known) =>
        BusyHours(known.Where(IsMiss), line => line.RecordId, options.MissesAnHour).Select(hour => new ReviewFinding(ReviewRule.Misses, hour, null));

    private IEnumerable<ReviewFinding> WithoutWork(IReadOnlyList<IndexedRecord> looks, ILookup<Guid, IndexedRecord> acts) =>
        ByPerson(looks.Where(look => look.Content.Method != ToldToHer && !acts[look.Subject].Any(act => act.Content.Agency == look.Content.Agency && IsWorkOf(act, look))), ReviewRule.WithoutWork);

    /// <summary>A look is shown with the first measure after it.</summary>
    private IEnumerable<ReviewFinding> BeforeMeasure(
        IEnumerable<IndexedRecord> looks, ILookup<Guid, IndexedRecord> acts, Func<DateTimeOffset, bool> within, Func<IndexedRecord, bool> hasPart) =>
        ByPerson(
            looks.Where(look =>
                acts[look.Subject].Where(act => IsMeasure(act) && act.Content.At >= look.Content.At).Select(act => act.Content.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min() is var measure
                && within(measure) && measure - look.Content.At <= options.BeforeMeasure && !hasPart(look)),
            ReviewRule.BeforeMeasure);

    private IEnumerable<ReviewFinding> OffHours(IReadOnlyList<IndexedRecord> looks) => ByPerson(looks.Where(look => !InHours(look.Content.At)), ReviewRule.OffHours);

    private bool InHours(DateTimeOffset moment)
    {
        var local = VietnamTime.Of(moment);
        // A year whose holidays are not listed has its weekends.
        var works = calendar.IsWorkingDay(DateOnly.FromDateTime(local.DateTime)) ?? local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return works && local.Hour >= options.DayBegins && local.Hour < options.DayEnds;
    }

    /// <summary>
    /// What a look was for comes after it. Before it counts alone what is fresh: whoever has just acted reads over what was written. Had older work counted as long as later one, every
    /// look of an agency with an open case would be excused, also that of the officer who was paid for it.
    /// </summary>
    private bool IsWorkOf(IndexedRecord act, IndexedRecord look) =>
        act.Content.At - look.Content.At is var later && -options.WorkBefore <= later && later <= options.WorkWithin;

    /// <summary>
    /// The lines of one officer within an hour, wherever that hour begins, that are of more different things than so many. One line is in one such hour at most: the
    /// next begins after the last line of the one before, so what was found stays as it is when lines are added. An hour of the clock would let a walker straddle it.
    /// Where one hour begins follows from those before it, back to the officer's last rest of an hour: given lines from such a rest on, every period finds the same hours.
    /// </summary>
    private static IEnumerable<IReadOnlyList<IndexedRecord>> BusyHours(IEnumerable<IndexedRecord> lines, Func<IndexedRecord, Guid> what, int most)
    {
        foreach (var officer in lines.GroupBy(line => (line.Content.Issuer, line.Content.Officer)))
        {
            var ordered = officer.OrderBy(line => line.Content.At).ThenBy(line => line.Index).ToList();
            var within = new Dictionary<Guid, int>();
            for (var (first, end) = (0, 0); first < ordered.Count; first++)
            {
                for (; end < ordered.Count && ordered[end].Content.At - ordered[first].Content.At < Hour; end++)
                    within[what(ordered[end])] = within.GetValueOrDefault(what(ordered[end])) + 1;
                if (within.Count > most)
                {
                    yield return ordered[first..end];
                    within.Clear();
                    first = end - 1;
                }
                else if (--within[what(ordered[first])] == 0)
                {
                    within.Remove(what(ordered[first]));
                }
            }
        }
    }

    /// <summary>One finding for each officer and person, of so many lines at least.</summary>
    private static IEnumerable<ReviewFinding> ByPerson(IEnumerable<IndexedRecord> lines, ReviewRule rule, int least = 1) =>
        lines.GroupBy(line => (line.Content.Issuer, line.Content.Officer, line.Subject)).Select(one => new ReviewFinding(rule, [.. one], one.Key.Subject))
            .Where(found => found.Lines.Count >= least);
}

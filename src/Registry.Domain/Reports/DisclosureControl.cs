using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Reports;

/// <summary>How much may be told. Who can lower the threshold can have single persons told.</summary>
/// <param name="Threshold">Counts below it are never told, at least 5; it is the base of rounding, too.</param>
/// <param name="Draw">A number from 0 to 1 that follows from a name and a key: the same name, the same number, and nobody foretells it.</param>
public sealed record DisclosureRule(int Threshold, Func<string, double> Draw)
{
    /// <summary>Below it a count may be one family.</summary>
    public const int Least = 5;

    /// <summary>Not below <see cref="Least"/>.</summary>
    public int Threshold { get; } = Threshold >= Least ? Threshold : throw new ArgumentOutOfRangeException(nameof(Threshold));
}

/// <summary>
/// What may be told of a census, for every agency, the province and every period at once: which counts are hidden, so that no hidden one follows
/// from those that are told, here or in a shorter or longer period, of an agency or of all; and what is told of the others.
/// </summary>
/// <remarks>
/// <para>1. A count below the threshold is hidden; zero is such a count. A total below it hides its whole table.</para>
/// <para>2. What remains is rounded to a multiple of the threshold, up or down by a draw for that very count: asked again it is the same.</para>
/// <para>3. Within a table: rows are rounded so that what they leave of the total lets a hidden one be anything from zero up to the threshold; where that
/// cannot be, further rows are hidden in an order that follows from the key and not from the counts.</para>
/// <para>4. Across nodes: where parts of a whole are hidden (quarters of a year, agencies of the province), the whole is rounded so that, taken with
/// the parts that are told, a hidden part may still be anything from zero up to the threshold; where neither way of rounding does that, it is hidden.</para>
/// <para>5. Then everything that could be deduced from all that is told is deduced; as long as a count below the threshold comes out as anything but
/// "from zero to just below it, or more", something is taken back: of the latest and longest period first, of the province before an agency.</para>
/// <para>6. The figures of a node change from one closing day to another only when at least as many people as the threshold are counted otherwise.</para>
/// </remarks>
public sealed class DisclosureControl
{
    /// <summary>Code of the row for everybody whom no other row of an open table names.</summary>
    public const string Others = "OTHERS";

    private const string Total = Census.Total;

    private readonly Census census;
    private readonly DisclosureRule rule;
    private readonly int moment;
    private readonly Dictionary<(AgencyCode? Scope, ReportSpan Span), int> released = [];
    private readonly Dictionary<(Figure Figure, AgencyCode? Scope, ReportSpan Span, string Code), long> told = [];
    private readonly Dictionary<Figure, ImmutableArray<string>> codes = [];

    /// <param name="census">True counts.</param>
    /// <param name="rule">Threshold and draws.</param>
    /// <param name="moment">Place of the closing day as of which is told.</param>
    /// <param name="closed">Codes that a table always shows.</param>
    public DisclosureControl(Census census, DisclosureRule rule, int moment, Func<Figure, IEnumerable<string>> closed)
    {
        (this.census, this.rule, this.moment) = (census, rule, moment);
        AgencyCode?[] scopes = [.. census.Agencies.Select(a => (AgencyCode?)a), null];
        foreach (var figure in Figures.All.Prepend(Figure.Victims))
        {
            // The row of an open list that stands for everybody else: always there, always hidden, so that nobody else is told like somebody.
            IEnumerable<string> others = figure.IsOpen() ? [Others] : [];
            codes[figure] = [.. closed(figure).Concat(census.CodesOf(figure)).Concat(others).Where(c => c != Total).Distinct(StringComparer.Ordinal)
                .OrderBy(code => rule.Draw($"order|{figure}|{code}"))];
            foreach (var scope in scopes)
                foreach (var span in ReportPeriod.Spans.Where(s => Releases.First(s) <= moment)) Decide(figure, scope, span);
            Secure(figure, scopes);
        }
    }

    /// <summary>What is told of a count; null where it is hidden.</summary>
    public long? Of(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        told.TryGetValue((figure, scope, span, code), out var value) ? value : null;

    /// <summary>What is told of a table's total; null where it is hidden. All tables about victims have the same one.</summary>
    public long? TotalOf(Figure figure, AgencyCode? scope, ReportSpan span) => Of(figure.IsOfVictims() ? Figure.Victims : figure, scope, span, Total);

    /// <summary>The closing day as of which the node's figures are given.</summary>
    public DateOnly AsOf(AgencyCode? scope, ReportSpan span) => census.Moments[Released(scope, span)];

    /// <summary>Codes of the table's rows: those of its list, or of an open one those that are told. A row of another would tell that there is somebody.</summary>
    public IEnumerable<string> Rows(Figure figure, AgencyCode? scope, ReportSpan span, IEnumerable<string> closed) => figure.IsOpen()
        ? codes[figure].Where(code => Of(figure, scope, span, code) is not null).Order(StringComparer.Ordinal)
        : closed;

    internal long Value(Figure figure, AgencyCode? scope, ReportSpan span, string code) => code == Total && !figure.IsOfVictims()
        ? codes[figure].Sum(one => census.At(scope, span, figure, one, Released(scope, span)))
        : census.At(scope, span, code == Total ? Figure.Victims : figure, code, Released(scope, span));

    /// <summary>Codes of a table, for those who try to break it.</summary>
    internal ImmutableArray<string> CodesOf(Figure figure) => codes[figure];

    private void Decide(Figure figure, AgencyCode? scope, ReportSpan span)
    {
        if (figure is Figure.Victims || !figure.IsOfVictims()) Tell(figure, scope, span, Total);
        if (TotalOf(figure, scope, span) is null) return;
        var hidden = codes[figure].Where(code => IsSmall(figure, scope, span, code)).ToHashSet(StringComparer.Ordinal);
        foreach (var code in codes[figure].Where(code => !hidden.Contains(code)))
            if (!Tell(figure, scope, span, code)) hidden.Add(code);
        Complete(figure, scope, span, hidden);
    }

    /// <summary>Rule 5.</summary>
    private void Secure(Figure figure, AgencyCode?[] scopes)
    {
        string[] rows = [.. codes[figure], Total];
        (long, long)? Told(int scope, ReportSpan span, int row) => SeenOf(figure, scopes[Math.Min(scope, scopes.Length - 1)], span, rows[row]) is { } seen ? (Least(figure, seen), Most(figure, seen)) : null;
        while (true)
        {
            var deduced = new Deduction(scopes.Length - 1, rows.Length - 1, addUp: rows.Length > 1 && !figure.MayRepeat(), Told);
            var narrow = Enumerable.Range(0, scopes.Length).SelectMany(scope => ReportPeriod.Spans.SelectMany(span => Enumerable.Range(0, rows.Length).Select(row => (scope, span, row))))
                .Where(one => SeenOf(figure, scopes[one.scope], one.span, rows[one.row]) is null && Releases.First(one.span) <= moment)
                .Where(one => IsOfFew(figure, scopes[one.scope], one.span, rows[one.row]))
                .Where(one => deduced.Knows(one.scope, one.span, one.row) is var known && (known.Least > 0 || known.Most < Doubt(figure, scopes[one.scope], one.span, rows[one.row])))
                .Select(one => rows[one.row]).FirstOrDefault();
            if (narrow is null || !TakeBack(figure, narrow)) return;
        }
    }

    private long? SeenOf(Figure figure, AgencyCode? scope, ReportSpan span, string code) => code == Total ? TotalOf(figure, scope, span) : Of(figure, scope, span, code);

    /// <summary>Takes back one told count of the row, or of any where there is none left; false when nothing is told.</summary>
    private bool TakeBack(Figure figure, string code)
    {
        var last = told.Keys.Where(key => key.Figure == figure)
            .OrderBy(key => key.Code != code).ThenBy(key => key.Code == Total).ThenByDescending(key => ReportPeriod.LastQuarter(key.Span)).ThenByDescending(key => key.Span)
            .ThenBy(key => key.Scope is not null).ThenBy(key => key.Scope).ThenBy(key => key.Code, StringComparer.Ordinal).Select(key => ((Figure, AgencyCode? Scope, ReportSpan Span, string Code)?)key).FirstOrDefault();
        if (last is not { } taken) return false;
        told.Remove(taken);
        var hidden = codes[figure].Where(one => taken.Code == Total || Of(figure, taken.Scope, taken.Span, one) is null).ToHashSet(StringComparer.Ordinal);
        foreach (var one in hidden) told.Remove((figure, taken.Scope, taken.Span, one));
        if (TotalOf(figure, taken.Scope, taken.Span) is not null) Complete(figure, taken.Scope, taken.Span, hidden);
        return true;
    }

    /// <summary>Rules 1 and 6. That all of them were forced to work would tell it of each, so a part that may repeat is small from the other side, too.</summary>
    private bool IsSmall(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        IsOfFew(figure, scope, span, code)
        || (code != Total && figure.MayRepeat() && Value(figure, scope, span, Total) - Value(figure, scope, span, code) < rule.Threshold);

    /// <summary>Below the threshold, or of too few people, or most of it one person's.</summary>
    internal bool IsOfFew(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        Value(figure, scope, span, code) < Base(figure)
        || (figure.HasGivers() && census.GiversOf(scope, span, figure, code, Released(scope, span)).Tell(rule.Threshold));

    /// <summary>As far as this what is hidden must be able to reach for all that is told: just below the threshold, or twice of what few people were given.</summary>
    internal long Doubt(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        Value(figure, scope, span, code) is var value && value >= Base(figure) && IsOfFew(figure, scope, span, code) ? 2 * value : Base(figure) - 1;

    /// <summary>The threshold in what the table counts; what is told is a multiple of it.</summary>
    private long Base(Figure figure) => rule.Threshold * figure.Unit();

    /// <summary>Rule 3: hides further rows as long as total and rows leave too little for those that are hidden.</summary>
    private void Complete(Figure figure, AgencyCode? scope, ReportSpan span, HashSet<string> hidden)
    {
        if (figure.MayRepeat() || hidden.Count == 0) return;
        foreach (var code in codes[figure].Where(code => !hidden.Contains(code)))
        {
            if (Leaves(figure, scope, span) is var (least, most) && most >= hidden.Max(one => Doubt(figure, scope, span, one)) && (hidden.Count > 1 || least <= 0)) return;
            hidden.Add(code);
            told.Remove((figure, scope, span, code));
        }
    }

    /// <summary>What the told rows leave of the told total.</summary>
    private (long Least, long Most) Leaves(Figure figure, AgencyCode? scope, ReportSpan span)
    {
        var total = TotalOf(figure, scope, span)!.Value;
        var rows = codes[figure].Select(code => Of(figure, scope, span, code)).OfType<long>().ToList();
        return (Least(figure, total) - rows.Sum(row => Most(figure, row)), Most(figure, total) - rows.Sum(row => Least(figure, row)));
    }

    /// <summary>Rules 2 to 4. False where it has to be hidden.</summary>
    private bool Tell(Figure figure, AgencyCode? scope, ReportSpan span, string code)
    {
        var value = Value(figure, scope, span, code);
        if (IsOfFew(figure, scope, span, code)) return false;
        var step = Base(figure);
        var over = value % step;
        var draw = rule.Draw($"round|{census.Year}|{scope}|{span}|{census.Moments[Released(scope, span)]:yyyy-MM-dd}|{figure}|{code}");
        long[] ways = over == 0 ? [value] : [value - over, value - over + step];
        if (draw * step < over) Array.Reverse(ways);
        var room = code == Total || figure.MayRepeat() ? long.MaxValue : Leaves(figure, scope, span).Most - step + 1;
        var fits = ways.Where(way => Least(figure, way) <= room).Where(way => Splits(scope, span).All(split => Hides(split.Parts, split.Unnamed, figure, code, way))).Take(1).ToList();
        foreach (var way in fits) told[(figure, scope, span, code)] = way;
        return fits.Count > 0;
    }

    /// <summary>Rule 4, for one way to make up the whole: what the told parts leave may be zero and may be just below the threshold.</summary>
    private bool Hides(IReadOnlyList<(AgencyCode? Scope, ReportSpan Span)> parts, int unnamed, Figure figure, string code, long whole)
    {
        var (least, most, unseen, doubt) = (Least(figure, whole), Most(figure, whole), unnamed, Base(figure) - 1);
        foreach (var part in parts)
        {
            if (Of(figure, part.Scope, part.Span, code) is { } seen) (least, most) = (least - Most(figure, seen), most - Least(figure, seen));
            else (unseen, doubt) = (unseen + 1, Math.Max(doubt, Doubt(figure, part.Scope, part.Span, code)));
        }

        return unseen == 0 || (most >= doubt && (unseen > 1 || least <= 0));
    }

    /// <summary>What anybody knows of a count from what is told of it.</summary>
    internal long Least(Figure figure, long told) => Math.Max(Base(figure), told - Base(figure) + 1);

    /// <inheritdoc cref="Least"/>
    internal long Most(Figure figure, long told) => told + Base(figure) - 1;

    /// <summary>Every way in which nodes that are told of earlier make up this one; agencies without a figure count as one part that is never told.</summary>
    private IEnumerable<(IReadOnlyList<(AgencyCode? Scope, ReportSpan Span)> Parts, int Unnamed)> Splits(AgencyCode? scope, ReportSpan span)
    {
        foreach (var parts in ReportPeriod.Splits(span)) yield return ([.. parts.Select(part => (scope, part))], 0);
        if (scope is not null) yield break;
        yield return ([.. census.Agencies.Select(agency => ((AgencyCode?)agency, span))], 1);
        foreach (var parts in ReportPeriod.Splits(span)) yield return ([.. census.Agencies.SelectMany(agency => parts.Select(part => ((AgencyCode?)agency, part)))], 1);
    }

    /// <summary>Rule 7.</summary>
    private int Released(AgencyCode? scope, ReportSpan span)
    {
        if (released.TryGetValue((scope, span), out var at)) return at;
        at = Releases.First(span);
        for (var later = at + 1; later <= moment; later++)
            if (census.ChangesBetween(scope, span, at, later) >= rule.Threshold) at = later;
        return released[(scope, span)] = at;
    }
}

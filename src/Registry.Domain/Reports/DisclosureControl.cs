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
/// <para>1. A count below the threshold is hidden; zero is such a count. A total that is hidden hides its whole table.</para>
/// <para>2. What remains is rounded to a multiple of the threshold, up or down by a draw for that very count: asked again it is the same.</para>
/// <para>3. It is told if whoever holds every sheet still cannot deduce of any count below the threshold more than "from zero to just below it, or
/// more" (<see cref="Deduction"/>); else it is rounded the other way, and if that tells too much, too, it is hidden. He may take agencies without a figure for
/// one part that is never told, or know that they have nothing: who has which duty may be known.</para>
/// <para>4. Earlier periods come first, since they are told first; then totals before rows, agencies before the province, and rows in an order that follows from
/// the key and not from the counts.</para>
/// <para>5. The figures of a node change from one closing day to another only when at least as many people as the threshold are counted otherwise.</para>
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
    private readonly EverySheet everything;

    /// <param name="census">True counts.</param>
    /// <param name="rule">Threshold and draws.</param>
    /// <param name="moment">Place of the closing day as of which is told.</param>
    /// <param name="closed">Codes that a table always shows.</param>
    public DisclosureControl(Census census, DisclosureRule rule, int moment, Func<Figure, IEnumerable<string>> closed)
    {
        (this.census, this.rule, this.moment) = (census, rule, moment);
        foreach (var figure in Figures.All.Prepend(Figure.Victims))
        {
            // The row of an open list that stands for everybody else: always there, always hidden, so that nobody else is told like somebody.
            IEnumerable<string> others = figure.IsOpen() ? [Others] : [];
            codes[figure] = [.. closed(figure).Concat(census.CodesOf(figure)).Concat(others).Where(c => c != Total).Distinct(StringComparer.Ordinal)
                .OrderBy(code => rule.Draw($"order|{figure}|{code}"))];
        }

        AgencyCode?[] scopes = [.. census.Agencies.Select(a => (AgencyCode?)a), null];
        everything = new EverySheet(this, census.Agencies, codes);
        foreach (var spans in ReportPeriod.Spans.Where(IsOver).GroupBy(Releases.First).OrderBy(spans => spans.Key))
        {
            (ReportSpan Span, AgencyCode? Scope)[] nodes = [.. spans.SelectMany(span => scopes.Select(scope => (span, scope)))];
            foreach (var (span, scope) in nodes)
                foreach (var figure in codes.Keys.Where(figure => figure.HasTotal())) Tell(figure, scope, span, Total);
            foreach (var (span, scope) in nodes)
                foreach (var figure in codes.Keys.Where(figure => TotalOf(figure, scope, span) is not null))
                    foreach (var code in codes[figure]) Tell(figure, scope, span, code);
        }
    }

    /// <summary>What is told of a count; null where it is hidden.</summary>
    public long? Of(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        told.TryGetValue((figure, scope, span, code), out var value) ? value : null;

    /// <summary>What is told of a table's total; null where it is hidden. All tables about victims have the same one.</summary>
    public long? TotalOf(Figure figure, AgencyCode? scope, ReportSpan span) => Of(figure.TotalOf(), scope, span, Total);

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

    /// <summary>Rule 1. That all of them were forced to work would tell it of each, so a part that may repeat is small from the other side, too.</summary>
    private bool IsSmall(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        IsOfFew(figure, scope, span, code)
        || (code != Total && figure.MayRepeat() && Value(figure, scope, span, Total) - Value(figure, scope, span, code) < rule.Threshold);

    /// <summary>Below the threshold, or of too few people, or most of it one person's.</summary>
    internal bool IsOfFew(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        Value(figure, scope, span, code) < Base(figure)
        || (figure.HasGivers() && census.GiversOf(scope, span, figure, code, Released(scope, span)).Tell(rule.Threshold));

    /// <summary>As far as this what is hidden must be able to reach for all that is told: just below the threshold, or twice of what few people were given. Null where it may be known.</summary>
    internal long? Doubt(Figure figure, AgencyCode? scope, ReportSpan span, string code) =>
        IsOfFew(figure, scope, span, code) ? Value(figure, scope, span, code) is var value && value >= Base(figure) ? 2 * value : DoubtOfNothing(figure) : null;

    /// <summary>As far as a count of nothing must be able to reach.</summary>
    internal long DoubtOfNothing(Figure figure) => Base(figure) - 1;

    /// <summary>True when figures of the span are given on the closing day.</summary>
    internal bool IsOver(ReportSpan span) => Releases.First(span) <= moment;

    /// <summary>The threshold in what the table counts; what is told is a multiple of it.</summary>
    private long Base(Figure figure) => rule.Threshold * figure.Unit();

    /// <summary>Rules 1 to 3.</summary>
    private void Tell(Figure figure, AgencyCode? scope, ReportSpan span, string code)
    {
        if (IsSmall(figure, scope, span, code)) return;
        var value = Value(figure, scope, span, code);
        var step = Base(figure);
        var over = value % step;
        var draw = rule.Draw($"round|{census.Year}|{scope}|{span}|{census.Moments[Released(scope, span)]:yyyy-MM-dd}|{figure}|{code}");
        long[] ways = over == 0 ? [value] : [value - over, value - over + step];
        if (draw * step < over) Array.Reverse(ways);
        foreach (var way in ways.Where(way => everything.MayKnow(figure, scope, span, code, Least(figure, way), Most(figure, way))).Take(1))
            told[(figure, scope, span, code)] = way;
    }

    /// <summary>What anybody knows of a count from what is told of it.</summary>
    internal long Least(Figure figure, long told) => Math.Max(Base(figure), told - Base(figure) + 1);

    /// <inheritdoc cref="Least"/>
    internal long Most(Figure figure, long told) => told + Base(figure) - 1;

    /// <summary>Rule 5.</summary>
    private int Released(AgencyCode? scope, ReportSpan span)
    {
        if (released.TryGetValue((scope, span), out var at)) return at;
        at = Releases.First(span);
        for (var later = at + 1; later <= moment; later++)
            if (census.ChangesBetween(scope, span, at, later) >= rule.Threshold) at = later;
        return released[(scope, span)] = at;
    }
}

using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.Reports;

/// <summary>
/// One run over every entry: true counts of one year, by agency, quarter, table and code, as known on each closing day. Takes the entries of
/// one victim at a time and keeps none; its size follows from agencies and codes and not from people.
/// </summary>
public sealed class Census
{
    private static readonly ImmutableArray<string> None = ["UNKNOWN"];

    private readonly Dictionary<Cell, int[]> counts = [];
    private readonly Dictionary<(AgencyCode? Scope, ReportSpan Span), int[,]> changes = [];
    private readonly LawTables law;
    private AgencyCode[]? agencies;

    /// <param name="law">Deadlines of verification.</param>
    /// <param name="year">The year that is counted.</param>
    /// <param name="moments">Closing days, in order.</param>
    public Census(LawTables law, int year, ImmutableArray<DateOnly> moments)
    {
        this.law = law;
        Year = year;
        Moments = moments;
    }

    public int Year { get; }

    /// <summary>Closing days as of which it counts.</summary>
    public ImmutableArray<DateOnly> Moments { get; }

    /// <summary>Agencies that have any figure, in order of code.</summary>
    public IReadOnlyList<AgencyCode> Agencies => agencies ??= [.. counts.Keys.Select(c => c.Agency).Distinct().Order()];

    /// <summary>Counts the entries that are kept together, in the order in which they were written.</summary>
    public void Add(IReadOnlyList<Counted> together)
    {
        if (!together.Any(e => e.On.Year == Year)) return;
        agencies = null;
        var known = new HashSet<Cell>[Moments.Length];
        for (var at = 0; at < Moments.Length; at++)
        {
            var entries = together.Where(e => e.RecordedOn <= Moments[at]).ToList();
            known[at] = [.. CellsOf(entries, Moments[at])];
            foreach (var cell in known[at]) Count(cell, at);
        }

        Compare(known);
    }

    /// <summary>The true count of a node as known on a closing day.</summary>
    internal int At(AgencyCode? scope, ReportSpan span, Figure figure, string code, int moment) =>
        (scope is { } one ? [one] : Agencies)
        .Sum(agency => Enumerable.Range(1, 4).Where(quarter => ReportPeriod.Holds(span, quarter))
            .Sum(quarter => counts.TryGetValue(new(agency, quarter, figure, code), out var known) ? known[moment] : 0));

    /// <summary>Every code of a table that anybody has.</summary>
    internal IEnumerable<string> CodesOf(Figure figure) => counts.Keys.Where(c => c.Figure == figure).Select(c => c.Code).Distinct(StringComparer.Ordinal);

    /// <summary>How many of those who are counted in the node are counted otherwise on the later day.</summary>
    internal int ChangesBetween(AgencyCode? scope, ReportSpan span, int earlier, int later) =>
        changes.TryGetValue((scope, span), out var pairs) ? pairs[earlier, later] : 0;

    private void Count(Cell cell, int at)
    {
        if (!counts.TryGetValue(cell, out var known)) counts[cell] = known = new int[Moments.Length];
        known[at]++;
    }

    /// <summary>Acts under their own agency and day; the victim herself under those of her reception.</summary>
    private IEnumerable<Cell> CellsOf(List<Counted> entries, DateOnly asOf)
    {
        foreach (var act in entries.Where(e => e.On.Year == Year && e.By is not null))
        {
            if (act.What == CountedWhat.Act)
                foreach (var (figure, codes) in act.Codes)
                    foreach (var code in codes) yield return new(act.By!.Value, QuarterOf(act.On), figure, code);
            if (act.What == CountedWhat.Verification) yield return new(act.By!.Value, QuarterOf(act.On), Figure.Verification, act.Codes[Figure.Outcome][0]);
        }

        if (entries.FirstOrDefault(e => e.What == CountedWhat.Victim) is not { By: { } by } victim || victim.On.Year != Year) yield break;
        var quarter = QuarterOf(victim.On);
        yield return new(by, quarter, Figure.Victims, "");
        foreach (var figure in Figures.All.Where(f => f.IsOfVictims()))
            foreach (var code in CodesOf(figure, victim, entries, asOf).Distinct(StringComparer.Ordinal)) yield return new(by, quarter, figure, code);
    }

    private ImmutableArray<string> CodesOf(Figure figure, Counted victim, List<Counted> entries, DateOnly asOf)
    {
        var verified = entries.LastOrDefault(e => e.What == CountedWhat.Verification);
        return figure switch
        {
            Figure.Outcome => verified?.Codes[Figure.Outcome] ?? ["OPEN"],
            Figure.VerificationTime => [TimeOf(victim.On, verified?.On, asOf)],
            _ => entries.LastOrDefault(e => e.What != CountedWhat.Verification && e.Codes.ContainsKey(figure))?.Codes[figure] ?? None,
        };
    }

    private string TimeOf(DateOnly received, DateOnly? verified, DateOnly asOf)
    {
        if (law.Deadline(DeadlineMatter.Verification, AgencyKind.ProvincialPolice, received) is not { } deadline || law.LastDay(deadline, received) is not { } last)
            return "UNKNOWN";
        return (verified ?? asOf) > last ? "OVERDUE" : verified is null ? "RUNNING" : "IN_TIME";
    }

    /// <summary>Notes, for every node in which they are counted, between which days they are counted otherwise: once, however much of them changed.</summary>
    private void Compare(HashSet<Cell>[] known)
    {
        if (known.Skip(1).All(cells => cells.SetEquals(known[0]))) return;
        var nodes = known.SelectMany(cells => cells)
            .SelectMany(c => ReportPeriod.Spans.Where(s => ReportPeriod.Holds(s, c.Quarter)).SelectMany(s => new (AgencyCode? Scope, ReportSpan Span)[] { (c.Agency, s), (null, s) }))
            .Distinct();
        foreach (var node in nodes)
        {
            if (!changes.TryGetValue(node, out var pairs)) changes[node] = pairs = new int[Moments.Length, Moments.Length];
            var here = known.Select(cells => cells.Where(c => (node.Scope is null || c.Agency == node.Scope) && ReportPeriod.Holds(node.Span, c.Quarter)).ToHashSet()).ToArray();
            for (var earlier = 0; earlier < here.Length; earlier++)
                for (var later = earlier + 1; later < here.Length; later++)
                    if (!here[earlier].SetEquals(here[later])) pairs[earlier, later]++;
        }
    }

    private static int QuarterOf(DateOnly day) => ((day.Month - 1) / 3) + 1;

    private readonly record struct Cell(AgencyCode Agency, int Quarter, Figure Figure, string Code);
}

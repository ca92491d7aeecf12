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
    /// <summary>Stands for the whole of a table.</summary>
    internal const string Total = "";

    private static readonly ImmutableArray<string> None = ["UNKNOWN"];

    private readonly Dictionary<Cell, long[]> counts = [];
    private readonly Dictionary<(AgencyCode? Scope, ReportSpan Span, Figure Figure, string Code), Givers[]> givers = [];
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
        if (!together.Any(e => e.On.Year == Year || e.Due?.Year == Year)) return;
        agencies = null;
        var known = new Dictionary<Cell, long>[Moments.Length];
        for (var at = 0; at < Moments.Length; at++)
        {
            known[at] = CellsOf([.. together.Where(e => e.RecordedOn <= Moments[at])], Moments[at]);
            foreach (var (cell, value) in known[at]) Count(cell, value, at);
            Give(known[at].Where(one => one.Key.Figure.HasGivers()), at);
        }

        Compare(known);
    }

    /// <summary>The true count of a node as known on a closing day; of money the sum in dong.</summary>
    internal long At(AgencyCode? scope, ReportSpan span, Figure figure, string code, int moment) =>
        (scope is { } one ? [one] : Agencies)
        .Sum(agency => Enumerable.Range(1, 4).Where(quarter => ReportPeriod.Holds(span, quarter))
            .Sum(quarter => counts.TryGetValue(new(agency, quarter, figure, code), out var known) ? known[moment] : 0));

    /// <summary>Who stands behind a count of support as known on a closing day; of the total with the code <see cref="Total"/>.</summary>
    internal Givers GiversOf(AgencyCode? scope, ReportSpan span, Figure figure, string code, int moment) =>
        givers.TryGetValue((scope, span, figure, code), out var known) ? known[moment] : default;

    /// <summary>Every code of a table that anybody has.</summary>
    internal IEnumerable<string> CodesOf(Figure figure) => counts.Keys.Where(c => c.Figure == figure).Select(c => c.Code).Distinct(StringComparer.Ordinal);

    /// <summary>How many of those who are counted in the node are counted otherwise on the later day.</summary>
    internal int ChangesBetween(AgencyCode? scope, ReportSpan span, int earlier, int later) =>
        changes.TryGetValue((scope, span), out var pairs) ? pairs[earlier, later] : 0;

    private void Count(Cell cell, long value, int at)
    {
        if (!counts.TryGetValue(cell, out var known)) counts[cell] = known = new long[Moments.Length];
        known[at] += value;
    }

    /// <summary>One person's part in every count of support to which she has one, over all agencies, kinds and quarters of it.</summary>
    private void Give(IEnumerable<KeyValuePair<Cell, long>> hers, int at)
    {
        var parts = hers.SelectMany(one => NodesOf(one.Key).SelectMany(node => new[] { one.Key.Code, Total }.Select(code => (Node: (node.Scope, node.Span, one.Key.Figure, code), one.Value))));
        foreach (var part in parts.GroupBy(one => one.Node, one => one.Value))
        {
            if (!givers.TryGetValue(part.Key, out var known)) givers[part.Key] = known = new Givers[Moments.Length];
            known[at] = known[at].And(part.Sum());
        }
    }

    private Dictionary<Cell, long> CellsOf(List<Counted> entries, DateOnly asOf)
    {
        var cells = new Dictionary<Cell, long>();
        foreach (var cell in Hers(entries, asOf).Concat(Along(entries)).Concat(Acts(entries)).Concat(Step(entries, asOf))) cells[cell] = 1;
        foreach (var given in entries.Where(e => e.What == CountedWhat.Support && e.On.Year == Year))
        {
            var times = new Cell(given.By!.Value, QuarterOf(given.On), Figure.Support, given.Codes[Figure.Support][0]);
            cells[times] = cells.GetValueOrDefault(times) + 1;
            if (given.Dong > 0) cells[times with { Figure = Figure.SupportAmount }] = cells.GetValueOrDefault(times with { Figure = Figure.SupportAmount }) + given.Dong;
        }

        return cells;
    }

    /// <summary>Acts under their own agency and day.</summary>
    private IEnumerable<Cell> Acts(List<Counted> entries)
    {
        foreach (var act in entries.Where(e => e.On.Year == Year && e.By is not null))
        {
            if (act.What == CountedWhat.Act)
                foreach (var (figure, codes) in act.Codes)
                    foreach (var code in codes) yield return new(act.By!.Value, QuarterOf(act.On), figure, code);
            if (act.What == CountedWhat.Verification) yield return new(act.By!.Value, QuarterOf(act.On), Figure.Verification, act.Codes[Figure.Outcome][0]);
        }
    }

    /// <summary>Who came along, under agency and day of the first entry, as the last one says; nobody who did not come after all.</summary>
    private IEnumerable<Cell> Along(List<Counted> entries) =>
        entries.FirstOrDefault(e => e.What == CountedWhat.CameAlong) is { By: { } by } first && first.On.Year == Year
            ? entries.Last(e => e.What == CountedWhat.CameAlong).Codes[Figure.CameAlong].Select(code => new Cell(by, QuarterOf(first.On), Figure.CameAlong, code))
            : [];

    /// <summary>A step that was not taken by its last day, under that day and the agency that was bound.</summary>
    private IEnumerable<Cell> Step(List<Counted> entries, DateOnly asOf)
    {
        var opened = entries.FindLastIndex(e => e.What == CountedWhat.StepOpened);
        if (opened < 0 || entries[opened] is not { By: { } by, Due: { } due } step || due.Year != Year) yield break;
        var closed = entries.Skip(opened).FirstOrDefault(e => e.What == CountedWhat.StepClosed)?.On ?? asOf;
        var last = step.Until is { } until && until <= closed ? until.AddDays(-1) : closed;
        if (last > due) yield return new(by, QuarterOf(due), Figure.Overdue, step.Codes[Figure.Overdue][0]);
    }

    /// <summary>The victim herself under agency and day of her reception; nowhere while she is counted under another record.</summary>
    private IEnumerable<Cell> Hers(List<Counted> entries, DateOnly asOf)
    {
        if (entries.FirstOrDefault(e => e.What == CountedWhat.Victim) is not { By: { } by } victim || victim.On.Year != Year) yield break;
        if (entries.LastOrDefault(e => e.What is CountedWhat.Merged or CountedWhat.Unmerged) is { What: CountedWhat.Merged }) yield break;
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
            _ => entries.LastOrDefault(e => e.What is CountedWhat.Victim or CountedWhat.Correction && e.Codes.ContainsKey(figure))?.Codes[figure] ?? None,
        };
    }

    private string TimeOf(DateOnly received, DateOnly? verified, DateOnly asOf)
    {
        if (law.Deadline(DeadlineMatter.Verification, AgencyKind.ProvincialPolice, received) is not { } deadline || law.LastDay(deadline, received) is not { } last)
            return "UNKNOWN";
        return (verified ?? asOf) > last ? "OVERDUE" : verified is null ? "RUNNING" : "IN_TIME";
    }

    /// <summary>Notes, for every node in which they are counted, between which days they are counted otherwise: once, however much of them changed.</summary>
    private void Compare(Dictionary<Cell, long>[] known)
    {
        if (known.Skip(1).All(cells => Same(cells, known[0]))) return;
        foreach (var node in known.SelectMany(cells => cells.Keys).SelectMany(NodesOf).Distinct())
        {
            if (!changes.TryGetValue(node, out var pairs)) changes[node] = pairs = new int[Moments.Length, Moments.Length];
            var here = known.Select(cells => cells.Where(c => (node.Scope is null || c.Key.Agency == node.Scope) && ReportPeriod.Holds(node.Span, c.Key.Quarter)).ToDictionary()).ToArray();
            for (var earlier = 0; earlier < here.Length; earlier++)
                for (var later = earlier + 1; later < here.Length; later++)
                    if (!Same(here[earlier], here[later])) pairs[earlier, later]++;
        }
    }

    private static bool Same(Dictionary<Cell, long> one, Dictionary<Cell, long> other) =>
        one.Count == other.Count && one.All(cell => other.TryGetValue(cell.Key, out var value) && value == cell.Value);

    /// <summary>Every agency and period of which the cell is a part.</summary>
    private static IEnumerable<(AgencyCode? Scope, ReportSpan Span)> NodesOf(Cell cell) =>
        ReportPeriod.Spans.Where(span => ReportPeriod.Holds(span, cell.Quarter)).SelectMany(span => new (AgencyCode? Scope, ReportSpan Span)[] { (cell.Agency, span), (null, span) });

    private static int QuarterOf(DateOnly day) => ((day.Month - 1) / 3) + 1;

    private readonly record struct Cell(AgencyCode Agency, int Quarter, Figure Figure, string Code);
}
